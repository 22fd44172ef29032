namespace Dataflow.Nodes.Wire;

/// <summary>A letter that cannot be read; the message says what was expected and what came.</summary>
internal sealed class LetterFormatException(string message) : DataflowException(message);
