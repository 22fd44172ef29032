using Dataflow.Host.Options;

namespace Dataflow.Host.Members;

/// <summary>A member of a cluster, as the process around it sees it.</summary>
internal interface IMemberService : IAsyncDisposable
{
    /// <summary>What others connect to; its port is known when it has started to listen.</summary>
    HostAddress Address { get; }

    /// <summary>Whether it is up and holds its lease.</summary>
    bool IsReady { get; }

    /// <summary>How it is, in one word: joining, up, leaving, unreachable, down.</summary>
    string State { get; }

    /// <summary>The epoch of the newest table of members that it knows; 0 when it knows none.</summary>
    long Epoch { get; }

    /// <summary>Done when it has left. Fails, saying why, when the member cannot go on.</summary>
    Task Stopped { get; }

    /// <summary>Listens and joins; done when it is up.</summary>
    /// <exception cref="BindException">The address is in use, or none of this machine.</exception>
    /// <exception cref="MemberRefusedException">The cluster does not take it.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Hands its nodes over and leaves; cancelled, it leaves at once, and others find what is lost.</summary>
    Task LeaveAsync(CancellationToken cancellation);
}

/// <summary>The cluster does not take this member: why, and what to do.</summary>
internal sealed class MemberRefusedException(string message) : Exception(message);
