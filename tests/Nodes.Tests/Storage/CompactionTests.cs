using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>Files grow with what is live, not with what ever was.</summary>
public sealed class CompactionTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    public async Task Append_OfManySteps_KeepsTheFolderSmall(int elements)
    {
        long most = 0;
        await using (IGraphLog log = await _fixture.Store().OpenAsync(Graph, new(1)))
        {
            for (int i = 1; i <= 600; i++)
            {
                await log.AppendAsync(Step(i, [.. Enumerable.Repeat((double)i, elements)]));
                if (i % 50 == 0) most = Math.Max(most, await QuietBytesAsync(log));
            }
        }

        Assert.InRange(most, 1, 80_000);
        Assert.Equal(
            await ExpectAsync([Step(600, [.. Enumerable.Repeat(600.0, elements)])]),
            StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Open_ManyTimes_KeepsFewJournals()
    {
        for (int tenure = 1; tenure <= 40; tenure++)
        {
            await _fixture.AppendAsync(tenure, Step(tenure, tenure));
            Assert.InRange(_fixture.Journals.Length, 1, Small.Journals);
        }

        Assert.Equal(await ExpectAsync([Step(40, 40)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Append_WhenCompactingFails_IsKeptAndReported()
    {
        List<string> reports = [];
        var disk = new FaultyDisk();
        await using (IGraphLog log = await _fixture.Store(disk, report: reports.Add).OpenAsync(Graph, new(1)))
        {
            disk.Before = (act, _) =>
            {
                if (act == DiskAct.Move) throw new IOException("no");
            };
            for (int i = 1; i <= 600; i++) await log.AppendAsync(Step(i, i, i, i, i));
            await log.AppendAsync(new StoredStep(new(0)));
        }

        Assert.InRange(reports.Count, 1, 3);
        Assert.All(reports, report => Assert.Contains("was not compacted: no", report, StringComparison.Ordinal));
        Assert.Equal(await ExpectAsync([Step(600, 600, 600, 600, 600)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Append_AfterALaterTenureCameWhileCompacting_FailsAndHidesNothing()
    {
        var disk = new FaultyDisk();
        await using IGraphLog earlier = await _fixture.Store(disk).OpenAsync(Graph, new(1));
        IGraphLog? later = null;
        disk.Before = (act, path) =>
        {
            // Between writing the new journal and giving it its name.
            if (act != DiskAct.Flush || !path.Contains(".new", StringComparison.Ordinal) || later is not null) return;
            later = _fixture.Store().OpenAsync(Graph, new(2)).GetAwaiter().GetResult();
            later.AppendAsync(Step(10_000, 7)).GetAwaiter().GetResult();
        };
        int kept = 0;
        await Assert.ThrowsAsync<FencedOffException>(async () =>
        {
            for (; kept < 2_000; kept++) await earlier.AppendAsync(Step(kept + 1, kept + 1));
        });
        Assert.DoesNotContain(_fixture.Journals, path => path.EndsWith("journal-2-1.log", StringComparison.Ordinal));
        Assert.NotNull(later);
        await later.DisposeAsync();
        Assert.Equal(kept, later.Content.Revision.Number);
        Assert.Equal(10_000, (await _fixture.LoadAsync()).Revision.Number);
    }

    /// <summary>How many bytes are there when nothing is under way.</summary>
    private async Task<long> QuietBytesAsync(IGraphLog log)
    {
        await log.AppendAsync(new StoredStep(new(0)));
        return Directory.GetFiles(_fixture.Folder).Sum(path => new FileInfo(path).Length);
    }
}
