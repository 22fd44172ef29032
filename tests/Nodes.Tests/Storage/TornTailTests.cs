using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>The last record may be cut short or torn: then it was not acknowledged, and the rest is kept.</summary>
public sealed class TornTailTests : IDisposable
{
    private static readonly StoredStep[] Steps = [Step(1, 1), Step(2, 2, 3), Step(3, 4, 5, 6)];
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Open_OfATailCutAtAnyByte_KeepsAllBeforeAndSaysWhatWasDropped()
    {
        string before = await ExpectAsync(Steps[..2]);
        await EveryTailAsync(async (files, journal, start) =>
        {
            for (int cut = start; cut < journal.Length; cut++)
            {
                _fixture.PutBack(files);
                File.WriteAllBytes(_fixture.Journal, journal[..cut]);
                await AssertDroppedAsync(before, start, cut - start);
            }
        });
    }

    [Fact]
    public async Task Open_OfATailWithAnyByteTorn_KeepsAllBefore()
    {
        string before = await ExpectAsync(Steps[..2]);
        await EveryTailAsync(async (files, journal, start) =>
        {
            for (int at = start; at < journal.Length; at++)
            {
                _fixture.PutBack(files);
                byte[] torn = [.. journal];
                torn[at] ^= (byte)(1 << (at % 8));
                File.WriteAllBytes(_fixture.Journal, torn);
                await AssertDroppedAsync(before, start, journal.Length - start);
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(5_000)]
    [InlineData(3_000_000)]
    public async Task Open_OfATailOfZeros_DropsThem(int zeros)
    {
        await _fixture.AppendAsync(1, Steps);
        int length = (int)new FileInfo(_fixture.Journal).Length;
        using (FileStream file = new(_fixture.Journal, FileMode.Append)) file.Write(new byte[zeros]);
        await AssertDroppedAsync(await ExpectAsync(Steps), length, zeros);
    }

    [Fact]
    public async Task Append_AfterATornTail_IsKept()
    {
        await _fixture.AppendUnmarkedAsync(1, Steps);
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        File.WriteAllBytes(_fixture.Journal, journal[..^1]);
        await _fixture.AppendAsync(2, Step(3, 7));
        StoredGraph kept = await _fixture.LoadAsync();
        Assert.Equal(await ExpectAsync([.. Steps[..2], Step(3, 7)]), StoredText.Of(kept));
        Assert.Empty(kept.Notes);
    }

    /// <summary>Once with one journal, once with two.</summary>
    private async Task EveryTailAsync(Func<SortedDictionary<string, byte[]>, byte[], int, Task> check)
    {
        await _fixture.AppendUnmarkedAsync(1, Steps);
        for (int journals = 1; journals <= 2; journals++)
        {
            byte[] journal = File.ReadAllBytes(_fixture.Journal);
            await check(_fixture.Files(), journal, PlacesOf(journal)[^2]);
            foreach (string file in Directory.GetFiles(_fixture.Folder)) File.Delete(file);
            await _fixture.AppendAsync(1, Steps[..2]);
            await _fixture.AppendUnmarkedAsync(2, Steps[2]);
        }
    }

    private async Task AssertDroppedAsync(string expected, int start, int bytes)
    {
        string journal = _fixture.Journal;
        StoredGraph kept = await _fixture.LoadAsync();
        Assert.Equal(expected, StoredText.Of(kept));
        if (bytes == 0) Assert.Empty(kept.Notes);
        else Assert.Contains($"{journal} was not whole; its {bytes} bytes from byte {start} on were dropped",
            Assert.Single(kept.Notes), StringComparison.Ordinal);
    }
}
