namespace Dataflow.Host;

/// <summary>What the process answers to who started it.</summary>
internal static class ExitCode
{
    /// <summary>Done; of a member: it stopped because it was asked to.</summary>
    public const int Success = 0;

    /// <summary>The graph or the member failed, or a file that it needed could not be read or written.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the options or the script is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Another process listens on the address already.</summary>
    public const int AddressInUse = 3;

    /// <summary>The cluster does not take the member: its name is taken, or it speaks of another cluster.</summary>
    public const int Refused = 4;

    /// <summary>The store is damaged.</summary>
    public const int StoreDamaged = 5;

    /// <summary>Interrupted by the user; what shells use for that.</summary>
    public const int Interrupted = 130;
}
