using System.Numerics;
using Dataflow.Host.Output;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>Carries out the statements of a checked script, one after the other.</summary>
/// <param name="folder">What the paths of the script are relative to.</param>
/// <param name="console">Where results go.</param>
internal sealed class ScriptRunner<T>(string folder, HostConsole console) : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Context _context = new();
    private readonly Dictionary<string, LazyArray<T>> _names = new(StringComparer.Ordinal);

    public void Dispose() => _context.Dispose();

    /// <exception cref="FailureException">A statement failed; those before it are done.</exception>
    public async Task RunAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation)
    {
        foreach (Statement statement in statements)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await RunAsync(statement, cancellation);
            }
            catch (Exception error) when (error is DataflowException or IOException or UnauthorizedAccessException)
            {
                throw new FailureException(statement.At, error.Message, error);
            }

            await console.Out.FlushAsync(cancellation);
        }
    }

    private Task RunAsync(Statement statement, CancellationToken cancellation)
    {
        switch (statement)
        {
            case EvalStatement it: return EvalAsync(it, cancellation);
            case PrintStatement it: return PrintAsync(it, cancellation);
            case SaveStatement it: return SaveAsync(it, cancellation);
            case VariableStatement it: Declare(it); break;
            case DefineStatement it: Define(it, cancellation); break;
            case AssignStatement it: Assign(it, cancellation); break;
            case TraceStatement it: console.Out.WriteLine(_context.ToTrace(Nodes(it.Names)).TrimEnd()); break;
            case DotStatement it: WriteDot(it); break;
            case StatsStatement: StatsTable.Write(console.Out, _context, _names); break;
            default: throw new InvalidOperationException($"unknown: {statement.GetType().Name}");
        }

        return Task.CompletedTask;
    }

    private void Declare(VariableStatement statement)
    {
        Shape? shape = statement.Shape is { } sizes ? Shape.Of([.. sizes]) : null;
        _names[statement.Name] = _context.Variable<T>(statement.Name, shape);
    }

    private void Define(DefineStatement statement, CancellationToken cancellation)
    {
        using Progress progress = Progress.Start(console, () => $"defining {statement.Name}");
        _names[statement.Name] = Naming(statement.Name, () => Build(statement.Value, cancellation));
    }

    private LazyArray<T> Build(Expression expression, CancellationToken cancellation)
    {
        NodeBuilder<T> builder = new(_context, _names, call => Load(call, cancellation));
        return new ExpressionWalker<T, LazyArray<T>>(builder).Build(expression);
    }

    private void Assign(AssignStatement statement, CancellationToken cancellation)
    {
        string name = statement.Variable.Name;
        using Progress progress = Progress.Start(console, () => $"assigning {name}");
        ArrayBuilder<T> builder = new(_names, call => Load(call, cancellation));
        _names[name].Assign(Naming(name, () => new ExpressionWalker<T, NdArray<T>>(builder).Build(statement.Value)));
    }

    /// <summary>Errors in an expression tell the name that it is for.</summary>
    private static TNode Naming<TNode>(string name, Func<TNode> build)
    {
        try
        {
            return build();
        }
        catch (FailureException error)
        {
            throw new FailureException(error.At, $"in '{name}': {error.Message}", error);
        }
    }

    private async Task EvalAsync(EvalStatement statement, CancellationToken cancellation)
    {
        LazyArray[] nodes = Nodes(statement.Names);
        EvaluationWork work = await Watch().RunAsync(
            statement.Names, nodes, () => _context.EvalAsync(nodes, cancellation));
        string names = string.Join(", ", statement.Names.Select(name => name.Name));
        string counted = $"{work.Ran} {(work.Ran == 1 ? "node" : "nodes")} ran, {work.StillValid} still valid";
        console.Out.WriteLine($"eval {names}: {DurationText.Of(work.Elapsed)}, {counted}");
    }

    private async Task PrintAsync(PrintStatement statement, CancellationToken cancellation)
    {
        foreach (PrintedItem item in statement.Items)
        {
            string indent = new(' ', item.Text.Length + 3);
            LazyArray<T> node = Build(item.Value, cancellation);
            NdArray<T> value = await ValueAsync(new NameUse(item.At, item.Text), node, cancellation);
            console.Out.WriteLine($"{item.Text} = {TextFormat.Of(value, indent)}");
        }
    }

    private async Task SaveAsync(SaveStatement statement, CancellationToken cancellation)
    {
        List<(string Name, NdArray<T> Array)> arrays = [];
        foreach (NameUse name in statement.Names)
            arrays.Add((name.Name, await ValueAsync(name, _names[name.Name], cancellation)));
        ArrayFiles.Save(PathOf(statement.Path), arrays);
    }

    private async Task<NdArray<T>> ValueAsync(NameUse name, LazyArray<T> node, CancellationToken cancellation)
    {
        NdArray<T>? value = null;
        await Watch().RunAsync([name], [node], async () => value = await node.EvalAsync(cancellation));
        return value!;
    }

    private EvaluationWatch Watch() =>
        new(_context, console, number => _names.FirstOrDefault(name => name.Value.Id == number).Key);

    private void WriteDot(DotStatement statement)
    {
        ILookup<int, string> namesOf = _names.ToLookup(it => it.Value.Id, it => it.Key);
        string? NameOf(int number) => namesOf.Contains(number) ? string.Join(", ", namesOf[number]) : null;
        string dot = _context.ToDot(NameOf, _names[statement.Name.Name]).TrimEnd();
        if (statement.Path is null) console.Out.WriteLine(dot);
        else File.WriteAllText(PathOf(statement.Path), dot + "\n");
    }

    private NdArray<T> Load(LoadCall call, CancellationToken cancellation) =>
        ArrayFiles.Load<T>(PathOf(call.Path), call.Array, call.Csv, cancellation);

    private string PathOf(string path) => Path.Combine(folder, path);

    private LazyArray[] Nodes(IReadOnlyList<NameUse> names) => [.. names.Select(name => _names[name.Name])];
}
