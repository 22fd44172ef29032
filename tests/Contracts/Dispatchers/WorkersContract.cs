using Dataflow.Nodes.Actors;

namespace Dataflow.Contracts.Dispatchers;

public sealed class WorkersContract : DispatcherContract
{
    internal override IEnumerable<Dispatcher> Dispatchers() => [new WorkersDispatcher()];

    internal override void Send(Dispatcher dispatcher, Actor to, Completion message) => to.Tell(message);
}
