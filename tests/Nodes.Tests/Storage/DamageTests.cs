using Dataflow.Nodes.Storage;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>What cannot be mended is said, with the place, and nothing is changed.</summary>
public sealed class DamageTests : IDisposable
{
    private static readonly StoredStep[] Steps = [Step(1, 1), Step(2, 2, 3), Step(3, 4), Step(4, 5)];
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Open_WithABitFlippedBeforeTheLastRecord_SaysWhere()
    {
        await _fixture.AppendAsync(1, Steps);
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        List<int> places = PlacesOf(journal);
        for (int at = 0; at < places[^2]; at++)
        {
            byte[] damaged = [.. journal];
            damaged[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(_fixture.Journal, damaged);
            await AssertDamagedAsync(_fixture.Journal, $"at byte {places.FindLast(place => place <= at)}: expected");
        }
    }

    /// <summary>What follows a damaged record was acknowledged, also where the mark does not know of it yet.</summary>
    [Fact]
    public async Task Open_WithABitFlippedBeforeTheLastRecordBehindTheMark_SaysWhere()
    {
        await _fixture.AppendUnmarkedAsync(1, marked: 1, Steps);
        SortedDictionary<string, byte[]> files = _fixture.Files();
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        List<int> places = PlacesOf(journal);
        for (int at = places[^4]; at < places[^2]; at++)
        {
            _fixture.PutBack(files);
            byte[] damaged = [.. journal];
            damaged[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(_fixture.Journal, damaged);
            await AssertDamagedAsync(_fixture.Journal, $"at byte {places.FindLast(place => place <= at)}: expected");
        }
    }

    [Fact]
    public async Task Open_WithARecordMissing_SaysWhichOneCame()
    {
        await _fixture.AppendAsync(1, Steps);
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        List<int> places = PlacesOf(journal);
        File.WriteAllBytes(_fixture.Journal, [.. journal[..places[2]], .. journal[places[3]..]]);
        await AssertDamagedAsync(
            _fixture.Journal, $"at byte {places[2]}: expected record 3; found record 4");
    }

    [Fact]
    public async Task Open_WithASealedJournalCutShort_SaysHowMuchWasExpected()
    {
        await _fixture.AppendAsync(1, Steps);
        string earlier = _fixture.Journal;
        byte[] journal = File.ReadAllBytes(earlier);
        await _fixture.AppendAsync(2, Step(5, 6));
        File.WriteAllBytes(earlier, journal[..^1]);
        await AssertDamagedAsync(earlier, $"expected {journal.Length} bytes, which a later journal counts on");
    }

    [Fact]
    public async Task Open_WithABitFlippedInTheLastRecordOfASealedJournal_SaysWhere()
    {
        await _fixture.AppendAsync(1, Steps);
        string earlier = _fixture.Journal;
        byte[] journal = File.ReadAllBytes(earlier);
        await _fixture.AppendAsync(2);
        journal[^1] ^= 1;
        File.WriteAllBytes(earlier, journal);
        await AssertDamagedAsync(earlier, $"at byte {PlacesOf(journal)[^2]}: expected record 5");
    }

    [Fact]
    public async Task Open_WithAJournalMissing_SaysWhich()
    {
        await _fixture.AppendAsync(1, Steps[0]);
        await _fixture.AppendAsync(2, Steps[1]);
        await _fixture.AppendAsync(3, Steps[2]);
        File.Delete(_fixture.Journals[1]);
        await AssertDamagedAsync(
            _fixture.Journal, "expected the journal of generation 2 beside it; found no such file");
    }

    [Fact]
    public async Task Open_WithAnArrayMissing_SaysWhich()
    {
        await _fixture.AppendAsync(1, Step(1, new double[100]));
        string array = Assert.Single(_fixture.Arrays);
        File.Delete(array);
        await AssertDamagedAsync(array, "found no file");
    }

    [Fact]
    public async Task Open_WithAnArrayDamagedAnywhere_SaysWhich()
    {
        await _fixture.AppendAsync(1, Step(1, [.. Enumerable.Range(0, 100).Select(i => i / 7.0)]));
        string array = Assert.Single(_fixture.Arrays);
        byte[] bytes = File.ReadAllBytes(array);
        for (int at = bytes.Length - 800; at < bytes.Length; at += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(array, damaged);
            await AssertDamagedAsync(array, "and hash");
        }

        File.WriteAllBytes(array, bytes[..^1]);
        await AssertDamagedAsync(array, "cut short");
        NpyFile.Write(array, NdArray<float>.Of(1));
        await AssertDamagedAsync(array, "found Float32 of shape [1]");
    }

    [Fact]
    public async Task Open_WithAnArrayMissingThatNobodyNeeds_GivesTheNewest()
    {
        await _fixture.AppendAsync(1, Step(1, new double[100]), Step(2, 3));
        File.Delete(Assert.Single(_fixture.Arrays));
        StoredValue kept = Assert.Single((await _fixture.LoadAsync()).Values);
        Assert.Equal("f64[1] [3]", kept.Content.ToString());
    }

    /// <summary>Opening fails and says so, and all journals and arrays are what they were.</summary>
    private async Task AssertDamagedAsync(string file, string text)
    {
        SortedDictionary<string, byte[]> before = _fixture.Files();
        var error = await Assert.ThrowsAsync<StoreDamagedException>(() => _fixture.LoadAsync());
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Contains($"Put back {_fixture.Folder} from a copy", error.Message, StringComparison.Ordinal);
        SortedDictionary<string, byte[]> after = _fixture.Files();
        Assert.Equal(before.Keys, after.Keys);
        foreach (string path in before.Keys.Where(path => Path.GetFileName(path) != "owner"))
            Assert.Equal(before[path], after[path]);
    }
}
