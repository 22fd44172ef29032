using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Histories;

/// <summary>A graph drawn from a seed: a few variables, 3 to 60 operations over them and over each other.</summary>
internal sealed class RandomGraph<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Unary =
    [
        "neg", "abs", "sqr", "sqrt", "exp", "log", "sin", "cos", "tanh", "atan",
        "floor", "round", "signum", "relu", "sigmoid",
    ];

    private static readonly string[] Binary =
        ["add", "sub", "mul", "div", "pow", "atan2", "hypot", "min2", "max2", "less", "equal"];

    private static readonly string[] Reductions = ["sum", "mean", "max", "min"];

    private readonly Random _chance;
    private readonly bool _hasArrays;
    private readonly Graph _graph;

    public RandomGraph(Random chance, bool hasArrays, Graph graph)
    {
        (_chance, _hasArrays, _graph) = (chance, hasArrays, graph);
        int variables = 1 + chance.Next(4);
        for (int i = 0; i < variables; i++) Nodes.Add(graph.Variable(ElementTypes.Of<T>(), $"v{i}", null));
        Variables = [.. Nodes];
        Nodes.Add(graph.Constant(ElementTypes.Of<T>(), 2));
        int operations = 3 + chance.Next(58);
        for (int i = 0; i < operations; i++) Grow();
    }

    public List<GraphNode> Nodes { get; } = [];

    public IReadOnlyList<GraphNode> Variables { get; }

    public GraphNode AnyNode() => Nodes[_chance.Next(Nodes.Count)];

    public GraphNode AnyVariable() => Variables[_chance.Next(Variables.Count)];

    /// <summary>A value for a variable: few different numbers, so that equal ones come often.</summary>
    public NdArray<T> AnyValue(bool shapesChange)
    {
        T Number() => T.CreateTruncating(_chance.Next(5) - 2);
        if (!_hasArrays) return NdArray<T>.Scalar(Number());
        int length = shapesChange ? 2 + _chance.Next(2) : 3;
        return _chance.Next(4) == 0
            ? NdArray<T>.Scalar(Number())
            : NdArray<T>.Of([.. Enumerable.Range(0, length).Select(_ => Number())]);
    }

    private void Grow()
    {
        // Mostly near the newest nodes, so that graphs get deep; sometimes anywhere, so that they get shared parts.
        GraphNode Pick() => _chance.Next(3) == 0 ? AnyNode() : Nodes[^(1 + _chance.Next(Math.Min(4, Nodes.Count)))];
        int kind = _chance.Next(10);
        GraphNode node = kind switch
        {
            < 5 => Apply(Unary[_chance.Next(Unary.Length)], Pick()),
            < 9 => Apply(Binary[_chance.Next(Binary.Length)], Pick(), Pick()),
            _ when _hasArrays => Reduce(Reductions[_chance.Next(Reductions.Length)], Pick()),
            _ => Apply("clip", Pick(), Pick(), Pick()),
        };
        if (_chance.Next(16) == 0) node.ComparesValues = true;
        Nodes.Add(node);
    }

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementTypes.Of<T>(), operands));

    private GraphNode Reduce(string name, GraphNode operand)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        return _graph.Apply(new Formula(op, op.Bind(new ArgumentValues()), ElementTypes.Of<T>(), [operand]));
    }
}
