using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Nodes.Tests.Actors;

public sealed class ActorMemoryTests
{
    private const int Count = 10_000;

    [Fact]
    public void New_IdleActor_Takes48Bytes()
    {
        var dispatcher = new SimulationDispatcher(seed: 1);
        var actors = new Actor[Count];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++) actors[i] = new Plain(dispatcher);
        Assert.Equal(48, (GC.GetAllocatedBytesForCurrentThread() - before) / Count);
        GC.KeepAlive(actors);
    }

    [Fact]
    public void CallerRuns_ManyTimes_AllocatesOnlyTheRequests()
    {
        var dispatcher = new WorkersDispatcher();
        var actor = new Plain(dispatcher);
        Ask(dispatcher, actor);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++) Ask(dispatcher, actor);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        Assert.InRange(each, 0, 40);
    }

    private static void Ask(WorkersDispatcher dispatcher, Actor actor)
    {
        var request = new Signal();
        dispatcher.CallerRuns(actor, request, request);
    }

    private sealed class Plain(Dispatcher dispatcher) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => ((Signal)message).Complete();
    }
}
