using System.CommandLine;
using Dataflow.Host.Members;
using Dataflow.Host.Output;
using Dataflow.Host.Serving;
using Dataflow.Host.Verbs;

namespace Dataflow.Host;

/// <summary>The executable `dataflow`: one row a verb.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // Before anything else: whoever asks it to stop from its first moment on is heard.
        using StopSignals? signals = args is ["host" or "cluster", ..] ? new StopSignals() : null;
        SocketThreads.ReadInline();
        HostConsole console = HostConsole.OfProcess() with { Signals = signals };
        if (signals is null) return await RunAsync(args, console);
        Task<int> running = Pooled.RunAsync(() => RunAsync(args, console));
        await Task.WhenAny(running, signals.AskedEarly);
        return running.IsCompleted ? await running : await signals.Asked;
    }

    /// <summary>What <see cref="Main"/> does, with everything outside of it handed in.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args, HostConsole console)
    {
        RootCommand root = new("Evaluates numeric graphs that change a little at a time.")
        {
            EvalVerb.Create(console),
            RunVerb.Create(console),
            HostVerb.Create(console),
            ClusterVerb.Create(console),
            QueryVerbs.Members(console),
            QueryVerbs.Graphs(console),
            QueryVerbs.Inspect(console),
        };
        return Invocation.RunAsync(root, args, console);
    }
}
