using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>What a member says that went wrong, as the exception that it is for a user.</summary>
internal static class RemoteErrors
{
    public static Exception Of(ErrorKind kind, string error) => kind switch
    {
        ErrorKind.Cancelled => new OperationCanceledException(error),
        ErrorKind.TryAgain => new WireException(error),
        ErrorKind.Limit => new LimitException(error),
        ErrorKind.Damaged => new GraphDamagedException(error),
        ErrorKind.NoAccess => new GraphAccessException(error),
        ErrorKind.Deleted => new GraphDeletedException(error),
        ErrorKind.Unknown => new UnknownGraphException(error),
        ErrorKind.Away => new UnreachableException(error),
        _ => new DataflowException(error),
    };

    /// <summary>Whether asking again, or asking another member, may help.</summary>
    public static bool MayPass(Exception error) => error is WireException or FormatException or LetterFormatException;
}
