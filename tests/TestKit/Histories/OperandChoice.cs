using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Operators;

namespace Dataflow.TestKit.Histories;

/// <summary>An operand of a call: a node of the graph with its sample value, or a shape that a new node should have.
/// </summary>
internal readonly record struct ChosenOperand<T>(GraphNode? Node, NdArray<T>? Sample, Shape Shape)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// Chooses operands among the nodes that a graph has: mostly new ones, or such as nobody reads yet, so that graphs get
/// deep and one evaluation needs much of them; often such as one reads, so that they fork; sometimes any, and now and
/// then the same again; rather large ones than small ones.
/// </summary>
internal sealed class OperandChoice<T>(
    Random chance, int mostElements, Dictionary<GraphNode, NdArray<T>> samples, List<GraphNode> nodes)
    : OperandDraw(chance, mostElements) where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Newest = 4;

    private readonly List<ChosenOperand<T>> _operands = [];
    private readonly List<GraphNode> _fitting = [];
    private readonly Dictionary<GraphNode, int> _readers = [];

    /// <summary>The operands of the call that was drawn last.</summary>
    public IReadOnlyList<ChosenOperand<T>> Operands => _operands;

    /// <summary>Whether one of them is not there yet.</summary>
    public bool HasNew => _operands.Exists(operand => operand.Node is null);

    /// <summary>Draws a call; its parameters are the result.</summary>
    public Parameters? Draw(Operator op)
    {
        Clear();
        _operands.Clear();
        return op.Draw(this);
    }

    /// <summary>How many read the node.</summary>
    public int Readers(GraphNode node) => _readers.GetValueOrDefault(node);

    /// <summary>The node is not asked for any more, and nothing new will read it.</summary>
    public void Drop(GraphNode node)
    {
        _readers.Remove(node);
        for (int i = 0; i < node.OperandCount; i++)
        {
            GraphNode operand = node.Operand(i);
            if (Readers(operand) > 0) _readers[operand]--;
        }
    }

    /// <summary>A node was added that reads these.</summary>
    public void CountReader(IEnumerable<GraphNode> operands)
    {
        foreach (GraphNode operand in operands.Distinct()) _readers[operand] = Readers(operand) + 1;
    }

    protected override Shape Choose(Func<Shape, bool> fits, Func<Shape> make)
    {
        _fitting.Clear();
        foreach (GraphNode node in nodes)
        {
            if (fits(samples[node].Shape)) _fitting.Add(node);
        }

        bool isNew = _fitting.Count == 0 || Below(30) == 0;
        _operands.Add(isNew ? new(null, null, make()) : OfNode(Better(AnyFitting(), AnyFitting())));
        return _operands[^1].Shape;
    }

    private GraphNode AnyFitting()
    {
        GraphNode any = _fitting[Below(_fitting.Count)];
        return Below(6) switch
        {
            < 2 => _fitting[^(1 + Below(Math.Min(Newest, _fitting.Count)))],
            2 => any,
            3 => _fitting.FindLast(node => Readers(node) == 1) ?? any,
            _ => _fitting.Find(node => Readers(node) == 0) ?? any,
        };
    }

    private GraphNode Better(GraphNode one, GraphNode other)
    {
        if (_operands.Exists(operand => operand.Node == one) && Below(6) > 0) return other;
        bool isLarger = samples[other].Length > samples[one].Length;
        return isLarger && Below(3) > 0 ? other : one;
    }

    private ChosenOperand<T> OfNode(GraphNode node) => new(node, samples[node], samples[node].Shape);
}
