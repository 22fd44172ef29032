namespace Dataflow.Nodes.Actors;

/// <summary>
/// What an actor decides. A machine handles one message at a time, writes what is to be done about it to its outbox,
/// and touches nothing else: no clock, no thread, no socket. So a test or a simulation can drive it as an actor does.
/// </summary>
internal interface IMachine
{
    /// <summary>Handles one message.</summary>
    void Handle(Message message);

    /// <summary>The handling of <paramref name="message"/> threw.</summary>
    void HandleError(Exception exception, Message message);

    /// <summary>Every message that has come is handled: what was put off until then may go.</summary>
    void Rest();
}
