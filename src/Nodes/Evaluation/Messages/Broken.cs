using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>A shard -> clock: I broke; whoever waits must be told.</summary>
internal sealed class Broken(Exception cause) : Message
{
    public Exception Cause { get; } = cause;

    /// <summary>The engine's own failure, at whatever it was doing.</summary>
    public static Broken In(string place, Exception exception) => new(new InvalidOperationException(
        $"the engine failed in {place}; please report it: {exception.GetType().Name}", exception));
}
