using System.Runtime.CompilerServices;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// The formulas known so far. It only grows, equal formulas are one node, and any number of threads may define at once:
/// nodes are immutable, so only the table is guarded.
/// </summary>
/// <param name="keepsNodes">Whether nodes can be had by their numbers, as a graph that is stored or shared needs.
/// </param>
internal sealed partial class Graph(bool keepsNodes = false)
{
    private readonly Lock _gate = new();
    private readonly NodeTable _table = new();
    private int _count;

    /// <summary>How many nodes were defined.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A new variable; no two are equal, whatever they are called.</summary>
    public GraphNode Variable(ElementType type, string? name, Shape? shape)
    {
        var declaration = new VariableDeclaration(name, shape);
        lock (_gate) return Keep(GraphNode.Variable(_count, type, declaration));
    }

    /// <summary>A fixed number.</summary>
    public GraphNode Constant(ElementType type, double value)
    {
        int hash = HashOf(type, value);
        lock (_gate)
        {
            return _table.FindNumber(hash, type, value)
                ?? Add(hash, GraphNode.Constant(_count, type, Shape.Scalar, value));
        }
    }

    /// <summary>A fixed array; the same array object is the same node.</summary>
    public GraphNode Constant(NdArray value)
    {
        int hash = RuntimeHelpers.GetHashCode(value);
        value.Stay();
        lock (_gate)
        {
            return _table.FindArray(hash, value)
                ?? Add(hash, GraphNode.Constant(_count, value.ElementType, value.Shape, value));
        }
    }

    /// <summary>The node of <paramref name="formula"/>, old or new.</summary>
    /// <exception cref="ShapeException">The operands' shapes, as far as they are known, do not fit the
    /// operator.</exception>
    public GraphNode Apply(in Formula formula)
    {
        int hash = formula.Hash();
        lock (_gate)
        {
            return _table.Find(hash, formula) ?? Add(hash, GraphNode.Operation(_count, formula, InferShape(formula)));
        }
    }

    [InlineArray(4)]
    private struct FewShapes
    {
        private Shape? _first;
    }

    private static Shape? InferShape(in Formula formula)
    {
        int count = formula.Operands.Length;
        var few = default(FewShapes);
        Span<Shape?> shapes = count <= 4 ? ((Span<Shape?>)few)[..count] : new Shape?[count];
        for (int i = 0; i < count; i++) shapes[i] = formula.Operands[i].Shape;
        return formula.Operator.InferShapeFor(shapes, formula.Parameters);
    }

    private static int HashOf(ElementType type, double value) => value.GetHashCode() ^ (int)type;

    private GraphNode Add(int hash, GraphNode node)
    {
        _table.Add(hash, node);
        return Keep(node);
    }
}
