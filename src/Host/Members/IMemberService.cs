using Microsoft.AspNetCore.Connections;

namespace Dataflow.Host.Members;

/// <summary>A member of a cluster, as the process around it sees it.</summary>
internal interface IMemberService : IAsyncDisposable
{
    /// <summary>Whether it is up and holds its lease.</summary>
    bool IsReady { get; }

    /// <summary>How it is, in one word: joining, up, leaving, unreachable, down.</summary>
    string State { get; }

    /// <summary>The epoch of the newest table of members that it knows; 0 when it knows none.</summary>
    long Epoch { get; }

    /// <summary>Done when it has left. Fails, saying why, when the member cannot go on.</summary>
    Task Stopped { get; }

    /// <summary>Done when it is up.</summary>
    /// <exception cref="MemberRefusedException">The cluster does not take it.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Works a connection that somebody made to the member; done when it is closed.</summary>
    Task ServeAsync(ConnectionContext connection);

    /// <summary>Hands its nodes over and leaves; cancelled, it leaves at once, and others find what is lost.</summary>
    Task LeaveAsync(CancellationToken cancellation);
}

/// <summary>The cluster does not take this member: why, and what to do.</summary>
internal sealed class MemberRefusedException(string message) : Exception(message);
