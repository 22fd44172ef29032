using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>A graph of a context drawn from a seed: variables, and operations over them and over each other.</summary>
internal sealed class FormulaForest<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Unary = ["neg", "abs", "sin", "cos", "tanh", "atan", "floor", "sigmoid", "relu"];
    private static readonly string[] Binary = ["add", "sub", "mul", "min2", "max2", "hypot", "less"];

    private readonly Random _chance;
    private readonly Context _flow;

    public FormulaForest(Context flow, int seed, int variables, int operations)
    {
        (_flow, _chance) = (flow, new Random(seed));
        Variables = [.. Enumerable.Range(0, variables).Select(i => flow.Variable<T>($"v{i}"))];
        Nodes.AddRange(Variables);
        for (int i = 0; i < operations; i++) Nodes.Add(Grow());
    }

    public LazyArray<T>[] Variables { get; }

    public List<LazyArray<T>> Nodes { get; } = [];

    private LazyArray<T> Grow() => _chance.Next(3) == 0
        ? _flow.Define(Find(Unary), null, Pick())
        : _flow.Define(Find(Binary), null, Pick(), Pick());

    private Operator Find(string[] names) => OperatorCatalogue.Find(names[_chance.Next(names.Length)])!;

    private LazyArray<T> Pick() => Nodes[_chance.Next(2) == 0
        ? _chance.Next(Nodes.Count)
        : Math.Max(0, Nodes.Count - 1 - _chance.Next(8))];
}
