namespace Dataflow;

/// <summary>
/// No member of a cluster could be reached for as long as <see cref="ClientOptions.GiveUpAfter"/>. What was under way
/// may have been done or not; nothing of it is under way any more.
/// </summary>
public sealed class UnreachableException : DataflowException
{
    internal UnreachableException(string message)
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
