using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// A graph of numbers, or of numbers and short vectors, for what nodes say to each other: few operators and few
/// different values, so that equal ones, at which things stop, come often; and a history takes no time.
/// </summary>
internal sealed class SmallGraph<T> : RandomGraph<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Unary =
    [
        "neg", "abs", "sqr", "sqrt", "exp", "log", "sin", "cos", "tanh", "atan",
        "floor", "round", "signum", "relu", "sigmoid",
    ];

    private static readonly string[] Binary =
        ["add", "sub", "mul", "div", "pow", "atan2", "hypot", "min2", "max2", "less", "equal"];

    private static readonly string[] Reductions = ["sum", "mean", "max", "min"];

    private readonly bool _hasArrays;

    public SmallGraph(Random chance, bool hasArrays, Graph graph) : base(chance, graph)
    {
        _hasArrays = hasArrays;
        int variables = 1 + chance.Next(4);
        for (int i = 0; i < variables; i++) AddVariable(shape: null);
        Nodes.Add(graph.Constant(ElementTypes.Of<T>(), 2));
        int operations = 3 + chance.Next(58);
        for (int i = 0; i < operations; i++) Grow();
    }

    public override NdArray<T> AnyValue(GraphNode variable, bool shapesChange)
    {
        T Number() => T.CreateTruncating(Chance.Next(5) - 2);
        if (!_hasArrays) return NdArray<T>.Scalar(Number());
        int length = shapesChange ? 2 + Chance.Next(2) : 3;
        return Chance.Next(4) == 0
            ? NdArray<T>.Scalar(Number())
            : NdArray<T>.Of([.. Enumerable.Range(0, length).Select(_ => Number())]);
    }

    public override void GrowOn()
    {
        for (int i = 1 + Chance.Next(6); i > 0; i--) Grow();
    }

    private void Grow()
    {
        // Mostly near the newest nodes, so that graphs get deep; sometimes anywhere, so that they get shared parts.
        GraphNode Pick() => Chance.Next(3) == 0 ? AnyNode() : Nodes[^(1 + Chance.Next(Math.Min(4, Nodes.Count)))];
        int kind = Chance.Next(10);
        GraphNode node = kind switch
        {
            < 5 => Apply(Unary[Chance.Next(Unary.Length)], Pick()),
            < 9 => Apply(Binary[Chance.Next(Binary.Length)], Pick(), Pick()),
            _ when _hasArrays => Reduce(Reductions[Chance.Next(Reductions.Length)], Pick()),
            _ => Apply("clip", Pick(), Pick(), Pick()),
        };
        if (Chance.Next(16) == 0) node.ComparesValues = true;
        Nodes.Add(node);
    }

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        Graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementTypes.Of<T>(), operands));

    private GraphNode Reduce(string name, GraphNode operand)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        return Graph.Apply(new Formula(op, op.Bind(new ArgumentValues()), ElementTypes.Of<T>(), [operand]));
    }
}
