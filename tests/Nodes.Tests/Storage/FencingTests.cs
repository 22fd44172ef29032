using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>
/// An earlier tenure's step is kept exactly when its append succeeds, wherever the graph is opened in a later one.
/// </summary>
public sealed class FencingTests : IDisposable
{
    private readonly StoreFixture _fixture = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Append_WhenOpenedInALaterTenureBeforeTheWrite_FailsAndIsNotSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog later = await OpenBeforeAsync(DiskAct.Write, 2, () => Assert.ThrowsAsync<FencedOffException>(
            () => earlier.AppendAsync(Step(2, 2))));
        await later.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1));
    }

    [Fact]
    public async Task Append_WhenALaterTenureReadsItBeforeItIsFlushed_SucceedsAndIsSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog later = await OpenBeforeAsync(DiskAct.Flush, 2, () => earlier.AppendAsync(Step(2, 2)));
        await Assert.ThrowsAsync<FencedOffException>(() => earlier.AppendAsync(Step(3, 3)));
        await later.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1), Step(2, 2));
    }

    [Fact]
    public async Task Append_OfALargeArrayWhenALaterTenureOpens_FailsAndIsNotSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog later = await OpenBeforeAsync(DiskAct.FlushFolder, 2, () => Assert.ThrowsAsync<FencedOffException>(
            () => earlier.AppendAsync(Step(2, new double[500]))));
        await later.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1));
        Assert.Empty(_fixture.Arrays);
    }

    [Fact]
    public async Task Append_WhenFlushingFailsAfterALaterTenureReadIt_SucceedsAndIsSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog? later = null;
        _disk.Before = (act, _) =>
        {
            if (act != DiskAct.Flush || later is not null) return;
            later = _fixture.Store().OpenAsync(Graph, new(2)).GetAwaiter().GetResult();
            throw new IOException("the disk is broken");
        };
        await earlier.AppendAsync(Step(2, 2));
        await later!.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1), Step(2, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Append_WhenSeveralOpenMeanwhile_IsToldByTheNewestSeal(int tenures)
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        bool isOpened = false;
        _disk.Before = (act, _) =>
        {
            if (act != DiskAct.Flush || isOpened) return;
            isOpened = true;
            for (int tenure = 2; tenure < 2 + tenures; tenure++)
                _fixture.AppendAsync(tenure, Step(tenure + 10, tenure)).GetAwaiter().GetResult();
        };
        await earlier.AppendAsync(Step(2, 2));
        await Assert.ThrowsAsync<FencedOffException>(() => earlier.AppendAsync(Step(3, 3)));
        Assert.Equal(tenures + 11, (await _fixture.LoadAsync()).Revision.Number);
    }

    [Fact]
    public async Task Append_WhenALaterTenureDiesBeforeItSeals_FailsAndIsNotSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        var dying = new FaultyDisk
        {
            Before = (act, _) =>
            {
                if (act == DiskAct.Move) throw new IOException("the process was killed");
            },
        };
        bool isOpened = false;
        _disk.Before = (act, _) =>
        {
            if (act != DiskAct.Flush || isOpened) return;
            isOpened = true;
            Assert.Throws<IOException>(() => _fixture.Store(dying).OpenAsync(Graph, new(2)).GetAwaiter().GetResult());
        };
        await Assert.ThrowsAsync<FencedOffException>(() => earlier.AppendAsync(Step(2, 2)));
        Assert.Equal(await ExpectAsync([Step(1, 1)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Open_WhileAnEarlierTenureIsStoppedInAnAppend_DoesNotWait()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        using var goOn = new ManualResetEventSlim();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _disk.Before = (act, _) =>
        {
            if (act != DiskAct.Write) return;
            stopped.SetResult();
            goOn.Wait();
        };
        Task append = earlier.AppendAsync(Step(2, 2));
        await stopped.Task;
        await _fixture.AppendAsync(2, Step(5, 5));
        goOn.Set();
        await Assert.ThrowsAsync<FencedOffException>(() => append);
        Assert.Equal(await ExpectAsync([Step(1, 1), Step(5, 5)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Append_RacingWithOpenings_IsKeptExactlyWhenItSucceeds()
    {
        long revision = 0;
        for (int tenure = 1; tenure <= 60; tenure++)
        {
            await using IGraphLog earlier = await _fixture.Store().OpenAsync(Graph, new((2 * tenure) - 1));
            Assert.Equal(revision, earlier.Content.Revision.Number);
            var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task appending = Task.Run(async () =>
            {
                await Assert.ThrowsAsync<FencedOffException>(async () =>
                {
                    while (true)
                    {
                        await earlier.AppendAsync(Step(revision + 1, revision));
                        revision++;
                        began.TrySetResult();
                    }
                });
            });
            await began.Task;
            await using IGraphLog later = await _fixture.Store().OpenAsync(Graph, new(2 * tenure));
            await appending;
            Assert.Equal(revision, later.Content.Revision.Number);
        }
    }

    [Fact]
    public async Task Open_WhileAnotherIsOpening_WaitsUntilItsPatienceEnds()
    {
        await _fixture.AppendAsync(1, Step(1, 1));
        string path = Path.Combine(_fixture.Folder, "lock");
        using (await FolderLock.TakeAsync(path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None))
        {
            var error = await Assert.ThrowsAsync<IOException>(() => _fixture.LoadAsync());
            Assert.Contains("lock was held by another process", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await _fixture.LoadAsync()).Revision.Number);
    }

    private async Task<IGraphLog> OpenEarlierAsync()
    {
        IGraphLog earlier = await _fixture.Store(_disk).OpenAsync(Graph, new(1));
        await earlier.AppendAsync(Step(1, 1));
        return earlier;
    }

    /// <summary>Opens for a later tenure before the first such step of what is done.</summary>
    private async Task<IGraphLog> OpenBeforeAsync(DiskAct when, long tenure, Func<Task> act)
    {
        IGraphLog? later = null;
        _disk.Before = (now, _) =>
        {
            if (now == when && later is null)
                later = _fixture.Store().OpenAsync(Graph, new(tenure)).GetAwaiter().GetResult();
        };
        await act();
        return Assert.IsAssignableFrom<IGraphLog>(later);
    }

    /// <summary>The later tenure saw these steps, and so does the next one.</summary>
    private async Task AssertKeptAsync(IGraphLog later, params StoredStep[] steps)
    {
        string expected = await ExpectAsync(steps);
        Assert.Equal(expected, StoredText.Of(later.Content));
        Assert.Equal(expected, StoredText.Of(await _fixture.LoadAsync()));
    }
}
