namespace Dataflow.Client.Sessions;

/// <summary>There is no graph of that name to delete; the message says the nearest that there is.</summary>
internal sealed class UnknownGraphException(string message) : DataflowException(message);
