using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Operators;

namespace Dataflow.TestKit.Histories;

/// <summary>An operand of a call: a node of the graph with its sample value, or a shape that a new node should have.
/// </summary>
internal readonly record struct ChosenOperand<T>(GraphNode? Node, NdArray<T>? Sample, Shape Shape)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// Chooses operands among the nodes that a graph has: mostly new ones, so that graphs get deep; sometimes any, or the
/// same again, so that they get shared parts; rather large ones than small ones.
/// </summary>
internal sealed class OperandChoice<T>(
    Random chance, int mostElements, Dictionary<int, NdArray<T>> samples, List<GraphNode> nodes)
    : OperandDraw(chance, mostElements) where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Newest = 4;

    private readonly List<ChosenOperand<T>> _operands = [];
    private readonly List<GraphNode> _fitting = [];

    /// <summary>The operands of the call that was drawn last.</summary>
    public IReadOnlyList<ChosenOperand<T>> Operands => _operands;

    /// <summary>Draws a call; its parameters are the result.</summary>
    public Parameters? Draw(Operator op)
    {
        Clear();
        _operands.Clear();
        return op.Draw(this);
    }

    protected override Shape Choose(Func<Shape, bool> fits, Func<Shape> make)
    {
        _fitting.Clear();
        foreach (GraphNode node in nodes)
        {
            if (fits(samples[node.Id].Shape)) _fitting.Add(node);
        }

        bool isNew = _fitting.Count == 0 || Below(14) == 0;
        _operands.Add(isNew ? new(null, null, make()) : OfNode(Better(AnyFitting(), AnyFitting())));
        return _operands[^1].Shape;
    }

    private GraphNode AnyFitting() => Below(3) == 0
        ? _fitting[Below(_fitting.Count)]
        : _fitting[^(1 + Below(Math.Min(Newest, _fitting.Count)))];

    private GraphNode Better(GraphNode one, GraphNode other)
    {
        bool isLarger = samples[other.Id].Length > samples[one.Id].Length;
        return isLarger && Below(3) > 0 ? other : one;
    }

    private ChosenOperand<T> OfNode(GraphNode node) => new(node, samples[node.Id], samples[node.Id].Shape);
}
