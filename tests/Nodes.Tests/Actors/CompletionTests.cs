using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Nodes.Tests.Actors;

public sealed class CompletionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    [Fact]
    public void Wait_AlreadyComplete_Returns()
    {
        var signal = new Signal();
        Assert.False(signal.IsCompleted);
        signal.Complete();
        signal.Wait();
        Assert.True(signal.IsCompleted);
        Assert.True(signal.AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void Wait_CompletedByAnother_WakesEverybodyWhoWaits()
    {
        for (int round = 0; round < 200; round++)
        {
            var signal = new Signal();
            Thread[] waiting = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() => signal.Wait()))];
            foreach (Thread thread in waiting) thread.Start();
            signal.Complete();
            foreach (Thread thread in waiting) Assert.True(thread.Join(Patience));
        }
    }

    [Fact]
    public void Wait_Cancelled_ThrowsAndStaysPending()
    {
        var signal = new Signal();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => signal.Wait(source.Token));
        Assert.False(signal.IsCompleted);
    }

    [Fact]
    public async Task AsTask_Complete_ContinuationNeverRunsInsideComplete()
    {
        var signal = new Signal();
        using var completed = new ManualResetEventSlim();
        Task continued = ContinueAfter(signal, completed);
        signal.Complete(); // would block here for ever if the continuation ran inside
        completed.Set();
        await continued.WaitAsync(Patience);
    }

    [Fact]
    public void AsTask_AskedTwice_IsTheSame()
    {
        var signal = new Signal();
        Assert.Same(signal.AsTask(), signal.AsTask());
    }

    [Fact]
    public void Complete_Hook_RunsOnceAndFindsItComplete()
    {
        var hooked = new Hooked();
        hooked.Complete();
        Assert.Equal([true], hooked.Seen);
    }

    private static async Task ContinueAfter(Signal signal, ManualResetEventSlim completed)
    {
        await signal.AsTask();
        Assert.True(completed.Wait(Patience));
    }

    private sealed class Hooked : Completion
    {
        public List<bool> Seen { get; } = [];

        protected override void OnCompleted() => Seen.Add(IsCompleted);
    }
}
