namespace Dataflow.Nodes.Actors;

/// <summary>The actor around a machine: it has the mailbox, and leaves every decision to the machine.</summary>
internal sealed class MachineActor(IMachine machine, Dispatcher dispatcher) : Actor(dispatcher)
{
    protected override void Receive(Message message) => machine.Handle(message);

    protected override void OnError(Exception exception, Message message) => machine.HandleError(exception, message);

    protected override void OnQuiet() => machine.Rest();
}
