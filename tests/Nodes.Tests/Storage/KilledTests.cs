using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>A process that is killed anywhere loses nothing that it acknowledged, and hinders nobody.</summary>
public sealed class KilledTests : IDisposable
{
    private static readonly DirectoryStoreOptions Options = Small with { InlineBytes = 6_000 };
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Open_AfterBeingKilledAtAnyStep_GivesAllThatWasAcknowledged()
    {
        for (int diesAt = 0; ; diesAt++)
        {
            using var fixture = new StoreFixture();
            var disk = new FaultyDisk { DiesAt = diesAt };
            List<StoredStep> acknowledged = [];
            StoredStep? doubtful = await LiveAsync(fixture, disk, acknowledged);
            await AssertKeptAsync(fixture, acknowledged, doubtful);
            if (!disk.IsDead) break;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Histories_CutAtAnyByteAfterTheLastAppend_LoseNothing(int seed)
    {
        var chance = new Random(seed);
        var steps = new RandomSteps(chance, mostElements: 100);
        List<StoredStep> kept = [];
        for (long tenure = 1; tenure <= 12; tenure++)
        {
            string journal;
            long length;
            byte[] mark;
            StoredStep last = steps.Next();
            await using (IGraphLog log = await _fixture.Store(options: Options).OpenAsync(Graph, new(tenure)))
            {
                Assert.Equal(await ExpectAsync(kept), StoredText.Of(log.Content));
                for (int i = chance.Next(25); i > 0; i--)
                {
                    await log.AppendAsync(last);
                    kept.Add(last);
                    last = steps.Next();
                }

                // An empty step waits until compacting is over, and writes nothing.
                await log.AppendAsync(new StoredStep(new(0)));
                journal = _fixture.Journal;
                length = new FileInfo(journal).Length;
                mark = File.ReadAllBytes(_fixture.Mark);
                await log.AppendAsync(last);
            }

            kept.Add(last);
            if (chance.Next(2) == 0 && journal == _fixture.Journal && CutAfter(length, chance))
            {
                File.WriteAllBytes(_fixture.Mark, mark);
                kept.RemoveAt(kept.Count - 1);
                steps.Forget(last);
            }
        }

        Assert.Equal(await ExpectAsync(kept), StoredText.Of(await _fixture.LoadAsync()));
    }

    /// <summary>Cuts the newest journal after these bytes; whether that took the last record away.</summary>
    private bool CutAfter(long length, Random chance)
    {
        long now = new FileInfo(_fixture.Journal).Length;
        if (now <= length) return false;
        using FileStream file = new(_fixture.Journal, FileMode.Open);
        file.SetLength(chance.NextInt64(length, now));
        return true;
    }

    /// <summary>A short life with openings, files and compactions; the step that failed, if one did.</summary>
    private static async Task<StoredStep?> LiveAsync(
        StoreFixture fixture, Disk disk, List<StoredStep> acknowledged)
    {
        StoredStep? now = null;
        try
        {
            for (long tenure = 1; tenure <= 6; tenure++)
            {
                now = null;
                await using IGraphLog log = await fixture.Store(disk, Options).OpenAsync(Graph, new(tenure));
                for (int i = 0; i < 5; i++)
                {
                    int revision = acknowledged.Count + 1;
                    now = Step(revision, [.. Enumerable.Repeat((double)revision, i % 2 == 0 ? 700 : 800)]);
                    await log.AppendAsync(now);
                    acknowledged.Add(now);
                }
            }
        }
        catch (IOException)
        {
            return now;
        }

        return null;
    }

    private static async Task AssertKeptAsync(
        StoreFixture fixture, List<StoredStep> acknowledged, StoredStep? doubtful)
    {
        string[] possible =
        [
            await ExpectAsync(acknowledged),
            .. doubtful is null ? [] : new[] { await ExpectAsync([.. acknowledged, doubtful]) },
        ];
        Assert.Contains(StoredText.Of(await fixture.LoadAsync()), possible);
        StoredStep more = Step(1_000, 1);
        await fixture.AppendAsync(1_001, more);
        Assert.Equal(1_000, (await fixture.LoadAsync(1_002)).Revision.Number);
        Assert.Empty(Directory.GetFiles(fixture.Folder, "*.new"));
        Assert.Empty(fixture.Arrays);
    }
}
