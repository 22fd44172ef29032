using System.CommandLine;
using Dataflow.Host.Output;
using Dataflow.Host.Serving;
using Dataflow.Host.Verbs;

namespace Dataflow.Host;

/// <summary>The executable `dataflow`: one row a verb.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        SocketThreads.ReadInline();
        return RunAsync(args, HostConsole.OfProcess());
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
