using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Nodes.Tests.Actors;

public sealed class MessageTests
{
    [Fact]
    public void Tell_Handled_LinkIsClearedBeforeTheHandlerRuns()
    {
        var dispatcher = new SimulationDispatcher(seed: 1);
        var probe = new Probe(dispatcher);
        Signal[] signals = [new(), new(), new(), new(), new()];
        foreach (Signal signal in signals) probe.Tell(signal);
        foreach (Signal signal in signals)
        {
            probe.Expect(signal);
            Assert.Null(signal.Next);
        }
    }

    [Fact]
    public void Tell_FromItsHandler_MayBeTheSameMessage()
    {
        var dispatcher = new SimulationDispatcher(seed: 1);
        var last = new Probe(dispatcher);
        var first = new Probe(dispatcher, last, message => message);
        var signal = new Signal();
        first.Tell(signal);
        last.Expect(signal);
        first.Expect(signal);
    }

#if LAWS
    [Fact]
    public void Tell_InTwoMailboxes_BreaksALaw()
    {
        var dispatcher = new SimulationDispatcher(seed: 1);
        var signal = new Signal();
        new Probe(dispatcher).Tell(signal);
        Exception exception = Assert.Throws<InvalidOperationException>(() => new Probe(dispatcher).Tell(signal));
        Assert.Contains("one mailbox", exception.Message, StringComparison.Ordinal);
    }
#endif
}
