using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>A run -> clock: I broke; whoever waits must be told.</summary>
internal sealed class Broken(Exception cause) : Message
{
    public Exception Cause { get; } = cause;
}
