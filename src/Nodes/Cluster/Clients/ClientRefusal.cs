using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>Why something that a client asked for is not done, and of which kind that is.</summary>
internal sealed class ClientRefusal(ErrorKind kind, string message) : DataflowException(message)
{
    public ErrorKind Kind { get; } = kind;

    public static ClientRefusal Limit(string message) => new(ErrorKind.Limit, message);

    /// <summary>It will be so whenever it is asked.</summary>
    public static ClientRefusal Final(string message) => new(ErrorKind.Failed, message);

    /// <summary>There is no such thing.</summary>
    public static ClientRefusal Unknown(string message) => new(ErrorKind.Unknown, message);

    /// <summary>Why a graph, or what was assigned to it, could not be read or kept.</summary>
    public static ClientRefusal OfStore(string what, Exception error) => new(KindOf(error), $"{what}: {error.Message}");

    /// <summary>What a store's failure means for who asks: unless it will be so again, he asks once more.</summary>
    private static ErrorKind KindOf(Exception error) => error switch
    {
        StoreDamagedException or DataflowException => ErrorKind.Damaged,
        StoreAccessException => ErrorKind.NoAccess,
        _ => ErrorKind.TryAgain,
    };

    /// <summary>It may be otherwise soon: the client asks again.</summary>
    public static ClientRefusal ForNow(string message) => new(ErrorKind.TryAgain, message);

    /// <summary>The same, said of something.</summary>
    public ClientRefusal Of(string what) => new(Kind, $"{what}: {Message}");
}
