using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>
/// An earlier owner's step is kept exactly when its append succeeds, wherever a later owner opens the graph.
/// </summary>
public sealed class FencingTests : IDisposable
{
    private readonly StoreFixture _fixture = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Append_WhenALaterOwnerOpensBeforeTheWrite_FailsAndIsNotSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog later = await OpenBeforeAsync(DiskAct.Write, 2, () => Assert.ThrowsAsync<FencedOffException>(
            () => earlier.AppendAsync(Step(2, 2))));
        await later.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1));
    }

    [Fact]
    public async Task Append_WhenALaterOwnerReadsItBeforeItIsFlushed_SucceedsAndIsSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog later = await OpenBeforeAsync(DiskAct.Flush, 2, () => earlier.AppendAsync(Step(2, 2)));
        await Assert.ThrowsAsync<FencedOffException>(() => earlier.AppendAsync(Step(3, 3)));
        await later.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1), Step(2, 2));
    }

    [Fact]
    public async Task Append_OfALargeArrayWhenALaterOwnerOpens_FailsAndIsNotSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog later = await OpenBeforeAsync(DiskAct.FlushFolder, 2, () => Assert.ThrowsAsync<FencedOffException>(
            () => earlier.AppendAsync(Step(2, new double[500]))));
        await later.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1));
        Assert.Empty(_fixture.Arrays);
    }

    [Fact]
    public async Task Append_WhenFlushingFailsAfterALaterOwnerReadIt_SucceedsAndIsSeen()
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        IGraphLog? later = null;
        _disk.Before = (act, _) =>
        {
            if (act != DiskAct.Flush || later is not null) return;
            later = _fixture.Store().OpenAsync(Graph, 2).GetAwaiter().GetResult();
            throw new IOException("the disk is broken");
        };
        await earlier.AppendAsync(Step(2, 2));
        await later!.DisposeAsync();
        await AssertKeptAsync(later, Step(1, 1), Step(2, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Append_WhenSeveralOpenMeanwhile_IsToldByTheNewestSeal(int owners)
    {
        await using IGraphLog earlier = await OpenEarlierAsync();
        bool isOpened = false;
        _disk.Before = (act, _) =>
        {
            if (act != DiskAct.Flush || isOpened) return;
            isOpened = true;
            for (int owner = 2; owner < 2 + owners; owner++)
                _fixture.AppendAsync(owner, Step(owner + 10, owner)).GetAwaiter().GetResult();
        };
        await earlier.AppendAsync(Step(2, 2));
        await Assert.ThrowsAsync<FencedOffException>(() => earlier.AppendAsync(Step(3, 3)));
        Assert.Equal(owners + 11, (await _fixture.LoadAsync()).Revision);
    }

    [Fact]
    public async Task Append_WhenALaterOwnerDiesBeforeItSeals_FailsAndIsNotSeen()
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
            Assert.Throws<IOException>(() => _fixture.Store(dying).OpenAsync(Graph, 2).GetAwaiter().GetResult());
        };
        await Assert.ThrowsAsync<FencedOffException>(() => earlier.AppendAsync(Step(2, 2)));
        Assert.Equal(await ExpectAsync([Step(1, 1)]), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public async Task Open_WhileAnEarlierOwnerIsStoppedInAnAppend_DoesNotWait()
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
        for (int owner = 1; owner <= 60; owner++)
        {
            await using IGraphLog earlier = await _fixture.Store().OpenAsync(Graph, (2 * owner) - 1);
            Assert.Equal(revision, earlier.Content.Revision);
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
            await using IGraphLog later = await _fixture.Store().OpenAsync(Graph, 2 * owner);
            await appending;
            Assert.Equal(revision, later.Content.Revision);
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

        Assert.Equal(1, (await _fixture.LoadAsync()).Revision);
    }

    private async Task<IGraphLog> OpenEarlierAsync()
    {
        IGraphLog earlier = await _fixture.Store(_disk).OpenAsync(Graph, 1);
        await earlier.AppendAsync(Step(1, 1));
        return earlier;
    }

    /// <summary>Opens for a later owner before the first such step of what is done.</summary>
    private async Task<IGraphLog> OpenBeforeAsync(DiskAct when, long owner, Func<Task> act)
    {
        IGraphLog? later = null;
        _disk.Before = (now, _) =>
        {
            if (now == when && later is null)
                later = _fixture.Store().OpenAsync(Graph, owner).GetAwaiter().GetResult();
        };
        await act();
        return Assert.IsAssignableFrom<IGraphLog>(later);
    }

    /// <summary>The later owner saw these steps, and so does the next one.</summary>
    private async Task AssertKeptAsync(IGraphLog later, params StoredStep[] steps)
    {
        string expected = await ExpectAsync(steps);
        Assert.Equal(expected, StoredText.Of(later.Content));
        Assert.Equal(expected, StoredText.Of(await _fixture.LoadAsync()));
    }
}
