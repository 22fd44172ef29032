namespace Dataflow.Host;

/// <summary>What the process answers to who started it.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The graph failed, or a file that it needed could not be read or written.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the script is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by the user; what shells use for that.</summary>
    public const int Interrupted = 130;
}
