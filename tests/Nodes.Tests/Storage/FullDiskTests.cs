using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>What cannot be written is not kept, says so, and does not keep later steps from being written.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly StoreFixture _fixture = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Append_WithRoomForAnyPartOfIt_FailsAndTheNextWorks()
    {
        await using (IGraphLog log = await _fixture.Store(_disk).OpenAsync(Graph, new(1)))
        {
            await log.AppendAsync(Step(1, 1));
            long length = new FileInfo(_fixture.Journal).Length;
            List<int> places = PlacesOf(File.ReadAllBytes(_fixture.Journal));
            for (int room = 0; room < places[^1] - places[^2]; room++)
            {
                _disk.Room = room;
                var error = await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Step(2, 2)));
                Assert.Contains("revision 2 of graph 'g' was not kept", error.Message, StringComparison.Ordinal);
                Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
                Assert.Contains("Nothing of it is left", error.Message, StringComparison.Ordinal);
                Assert.Equal(length, new FileInfo(_fixture.Journal).Length);
            }

            _disk.Room = long.MaxValue;
            await log.AppendAsync(Step(3, 3));
        }

        Assert.Equal(await ExpectAsync([Step(1, 1), Step(3, 3)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Theory]
    [InlineData(nameof(DiskAct.Flush))]
    [InlineData(nameof(DiskAct.WriteArray))]
    [InlineData(nameof(DiskAct.FlushFolder))]
    public async Task Append_WhenADiskStepFails_LeavesNothing(string act)
    {
        await using (IGraphLog log = await _fixture.Store(_disk).OpenAsync(Graph, new(1)))
        {
            await log.AppendAsync(Step(1, 1));
            int failures = 1;
            _disk.Before = (now, _) =>
            {
                if (now.ToString() == act && failures-- > 0) throw new IOException("No space left on device");
            };
            await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Step(2, new double[100])));
            Assert.Empty(_fixture.Arrays);
            await log.AppendAsync(Step(3, new double[101]));
        }

        Assert.Equal(
            await ExpectAsync([Step(1, 1), Step(3, new double[101])]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Append_WhenItCannotBeTakenBack_SaysSoAndTheNextTakesItBack()
    {
        await using (IGraphLog log = await _fixture.Store(_disk).OpenAsync(Graph, new(1)))
        {
            await log.AppendAsync(Step(1, 1));
            bool isBroken = true;
            _disk.Before = (now, _) =>
            {
                if (isBroken && now is DiskAct.Flush or DiskAct.Truncate && isBroken) throw new IOException("broken");
            };
            var error = await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Step(2, 2)));
            Assert.Contains("could not be taken back yet", error.Message, StringComparison.Ordinal);
            isBroken = false;
            await log.AppendAsync(Step(3, 3));
        }

        Assert.Equal(await ExpectAsync([Step(1, 1), Step(3, 3)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Open_OnAFullDisk_FailsAndKeepsWhatIsThere()
    {
        await _fixture.AppendAsync(1, Step(1, 1));
        _disk.Room = 30;
        await Assert.ThrowsAsync<IOException>(() => _fixture.Store(_disk).OpenAsync(Graph, new(2)));
        _disk.Room = long.MaxValue;
        await using IGraphLog log = await _fixture.Store(_disk).OpenAsync(Graph, new(2));
        Assert.Equal(await ExpectAsync([Step(1, 1)]), StoredText.Of(log.Content));
    }
}
