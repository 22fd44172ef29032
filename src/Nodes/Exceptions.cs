namespace Dataflow;

/// <summary>
/// The base of everything that this project throws for a reason that its user can mend. Messages end on terminals and
/// in logs, and names in them may come from others: so control characters, ends of lines and the like are written out
/// in them, as in <c>\u001b</c>.
/// </summary>
public class DataflowException : Exception
{
    public DataflowException(string message) : base(Nodes.VisibleText.Of(message)) { }

    public DataflowException(string message, Exception? inner) : base(Nodes.VisibleText.Of(message), inner) { }
}

/// <summary>Shapes that do not fit each other, or an axis or index outside a shape.</summary>
public class ShapeException : DataflowException
{
    public ShapeException(string message) : base(message) { }

    public ShapeException(string message, Exception? inner) : base(message, inner) { }
}

/// <summary>A file that is not what it was read as; the message names the file and the place.</summary>
public class FileFormatException : DataflowException
{
    public FileFormatException(string message) : base(message) { }

    public FileFormatException(string message, Exception? inner) : base(message, inner) { }
}
