namespace Dataflow;

/// <summary>A connection that could not be made, or was closed; the message says by whom and why.</summary>
public sealed class WireException : DataflowException
{
    /// <summary>Whether the peer was reached, and refused.</summary>
    internal bool IsRefusal { get; init; }

    /// <summary>Whether it refused because a limit was reached.</summary>
    internal bool IsLimit { get; init; }

    public WireException(string message) : base(message) { }

    public WireException(string message, Exception? inner) : base(message, inner) { }
}
