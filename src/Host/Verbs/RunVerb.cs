using System.CommandLine;
using System.Numerics;
using Dataflow.Host.Output;
using Dataflow.Host.Scripts;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Verbs;

/// <summary>`dataflow run FILE.flow`: a script, one statement a line.</summary>
internal static class RunVerb
{
    public static Command Create(HostConsole console)
    {
        Argument<string> file = new("FILE.flow") { Description = "The script; its paths are relative to it." };
        Option<string> type = CommonOptions.Type();
        Command command = new("run", "Runs a script that defines a graph, changes it and evaluates it.") { file, type };
        command.SetAction((ParseResult given, CancellationToken cancellation) =>
        {
            string path = given.GetValue(file)!;
            return Pooled.RunAsync(() => CommonOptions.IsSingle(given, type)
                ? RunAsync<float>(path, console, cancellation) : RunAsync<double>(path, console, cancellation));
        });
        return command;
    }

    private static async Task<int> RunAsync<T>(string path, HostConsole console, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file '{path}'");
        Source source = Source.FromText(path, await ScriptText.ReadAsync(path, cancellation));
        return await ScriptErrors.ShownAsync(console, source, async () =>
        {
            IReadOnlyList<Statement> statements = ScriptParser.ParseScript(source);
            ScriptChecker.Check(statements);
            ScriptRunner<T> runner = new(Path.GetDirectoryName(Path.GetFullPath(path))!, console);
            await runner.RunAsync(statements, cancellation);
        });
    }
}
