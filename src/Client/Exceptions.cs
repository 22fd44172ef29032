namespace Dataflow;

/// <summary>
/// No member of a cluster could be reached for as long as <see cref="ClientOptions.GiveUpAfter"/>, or the members could
/// not reach the database in which they keep what is assigned. What was under way may have been done or not; nothing of
/// it is under way any more.
/// </summary>
public sealed class UnreachableException : DataflowException
{
    internal UnreachableException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// What a cluster keeps of a graph is damaged: the message says where, what was expected and found, and what to do.
/// Nothing was changed, and asking again gives the same until somebody mends it.
/// </summary>
public sealed class GraphDamagedException : DataflowException
{
    internal GraphDamagedException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// A member may not read or write what it keeps of a graph; the message names the place. Asking again gives the same
/// until somebody gives it the right.
/// </summary>
public sealed class GraphAccessException : DataflowException
{
    internal GraphAccessException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// A cluster did not do what it was asked, because a limit was reached; the message names its setting.
/// </summary>
public sealed class LimitException : DataflowException
{
    internal LimitException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// Somebody deleted the graph while it was open here. Whoever opens it again begins an empty one of that name.
/// </summary>
public sealed class GraphDeletedException : DataflowException
{
    internal GraphDeletedException(string message)
        : base(message)
    {
    }
}
