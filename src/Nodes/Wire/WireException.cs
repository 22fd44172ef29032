namespace Dataflow;

/// <summary>A connection that could not be made, or was closed; the message says by whom and why.</summary>
public sealed class WireException : DataflowException
{
    public WireException(string message) : base(message) { }

    public WireException(string message, Exception? inner) : base(message, inner) { }
}
