using System.CommandLine;
using System.Numerics;
using Dataflow.Host.Output;
using Dataflow.Host.Scripts;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Verbs;

/// <summary>`dataflow eval EXPR --let NAME=…`: the value of one expression.</summary>
internal static class EvalVerb
{
    private sealed record Request(string Text, IReadOnlyList<Binding> Bindings, string? Out, bool IsJson);

    public static Command Create(HostConsole console)
    {
        Argument<string> expression = new("EXPR") { Description = "What to compute, such as: sum(x * 2)" };
        Option<string[]> let = new("--let")
        {
            Description = "What a name stands for. A .csv file is a matrix; its header, if any, is skipped.",
            HelpName = "NAME=NUMBER|FILE.npy|FILE.npz|FILE.csv|load(...)",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> file = new("--out") { Description = "Saves the value, too.", HelpName = "FILE.npy|FILE.csv" };
        Option<string> format = new("--format")
        {
            Description = "text is for reading and shortens large arrays; json has every number, in full.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        Option<string> type = CommonOptions.Type();
        Command command = new("eval", "Computes one expression.") { expression, let, file, type, format };
        CsvFlags csv = new(command);
        command.SetAction((ParseResult given, CancellationToken cancellation) =>
        {
            Request request = new(
                given.GetValue(expression)!, Binding.ParseAll(given.GetValue(let) ?? [], csv.Read(given)),
                CheckFile(given.GetValue(file)), given.GetValue(format) == "json");
            return Pooled.RunAsync(() => CommonOptions.IsSingle(given, type)
                ? RunAsync<float>(request, console, cancellation) : RunAsync<double>(request, console, cancellation));
        });
        return command;
    }

    private static string? CheckFile(string? file) => file is null || ArrayFiles.IsNpy(file) || ArrayFiles.IsCsv(file)
        ? file : throw new UsageException($"--out {file}: expected a .npy or .csv file");

    private static Task<int> RunAsync<T>(Request request, HostConsole console, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Source source = Source.FromText("EXPR", request.Text);
        return ScriptErrors.ShownAsync(console, source, async () =>
        {
            string[] names = [.. request.Bindings.Select(binding => binding.Name)];
            Expression expression = ScriptParser.ParseExpression(source, names);
            ScriptChecker.Check(expression, names);
            NdArray<T> value = await EvaluateAsync<T>(expression, request.Bindings, console, cancellation);
            if (request.Out is not null) ArrayFiles.Save(request.Out, [("", value)]);
            if (request.IsJson) JsonFormat.Write(console.Out, value);
            else console.Out.WriteLine(TextFormat.Of(value));
        });
    }

    private static async Task<NdArray<T>> EvaluateAsync<T>(
        Expression expression, IReadOnlyList<Binding> bindings, HostConsole console, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Progress progress = Progress.Start(console, () => "evaluating");
        Context context = new();
        Dictionary<string, LazyArray<T>> names = bindings.ToDictionary(
            binding => binding.Name, binding => context.Constant(binding.Read<T>(cancellation)), StringComparer.Ordinal);
        NodeBuilder<T> builder = new(
            context, names, call => ArrayFiles.Load<T>(call.Path, call.Array, call.Csv, cancellation));
        LazyArray<T> node = new ExpressionWalker<T, LazyArray<T>>(builder).Build(expression);
        return await node.EvalAsync(cancellation);
    }
}
