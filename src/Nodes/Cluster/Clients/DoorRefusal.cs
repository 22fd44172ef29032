using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>Why something that a client asked for is not done, and of which kind that is.</summary>
internal sealed class DoorRefusal(ErrorKind kind, string message) : DataflowException(message)
{
    public ErrorKind Kind { get; } = kind;

    public static DoorRefusal Limit(string message) => new(ErrorKind.Limit, message);
}
