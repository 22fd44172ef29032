namespace Dataflow.Host.Serving;

/// <summary>Which threads go on when a socket has something.</summary>
internal static class SocketThreads
{
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets the threads that watch sockets read them and hand letters over, instead of waking another thread for it:
    /// a letter's round trip takes half the time. To be called before the first socket is made. Whoever reads links
    /// must not block, or other sockets wait; links ask that anyway. A setting from outside stays.
    /// </summary>
    public static void ReadInline()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null) Environment.SetEnvironmentVariable(Setting, "1");
    }
}
