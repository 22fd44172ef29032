using System.CommandLine;
using System.Numerics;
using Dataflow.Host.Output;
using Dataflow.Host.Scripts;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Verbs;

/// <summary>`dataflow run FILE.flow`: a script, one statement a line; `-` reads it from the standard input.</summary>
internal static class RunVerb
{
    private const string StandardInput = "-";

    public static Command Create(HostConsole console)
    {
        Argument<string> file = new("FILE.flow")
        {
            Description = "The script; its paths are relative to it. - reads it from the standard input.",
        };
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
        bool isInput = path == StandardInput;
        if (!isInput && !File.Exists(path)) throw new UsageException($"there is no file '{path}'");
        string folder = isInput ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(path))!;
        string name = isInput ? "<stdin>" : path;
        using TextReader reader = isInput ? console.OpenInput() : new StreamReader(path);
        Source source = Source.FromText(name, await ScriptText.ReadAsync(reader, name, cancellation));
        return await ScriptErrors.ShownAsync(console, source, async () =>
        {
            IReadOnlyList<Statement> statements = ScriptParser.ParseScript(source);
            ScriptChecker.Check(statements);
            using ScriptRunner<T> runner = new(folder, console);
            await runner.RunAsync(statements, cancellation);
        });
    }
}
