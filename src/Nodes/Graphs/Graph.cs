using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// The formulas of which somebody holds the node, or a node that reads it. Equal formulas are one node, and any number
/// of threads may define at once: nodes are immutable, so only the tables are guarded. Whoever is given a node holds it
/// until he releases it.
/// </summary>
/// <param name="keepsNodes">Whether nodes can be had by their numbers, as a graph that is stored or shared needs.
/// </param>
internal sealed partial class Graph(bool keepsNodes = false)
{
    /// <summary>About what a node takes, with its entry in the table of formulas.</summary>
    public const int BytesOfNode = 112;

    private readonly Lock _gate = new();
    private readonly NodeTable _table = new();
    private readonly NodeNumbers _numbers = new();

    private PublishedNames? _names;

    /// <summary>Names under which nodes are found.</summary>
    public PublishedNames Names => LazyInitializer.EnsureInitialized(ref _names, () => new PublishedNames(this))!;

    /// <summary>How many nodes there are, those included whose cells are on their way out.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _numbers.Taken;
        }
    }

    /// <summary>All numbers of nodes are below this.</summary>
    public int End
    {
        get
        {
            lock (_gate) return _numbers.End;
        }
    }

    /// <summary>A new variable; no two are equal, whatever they are called.</summary>
    public GraphNode Variable(ElementType type, string? name, Shape? shape)
    {
        var declaration = new VariableDeclaration(name, shape);
        lock (_gate) return Keep(GraphNode.Variable(_numbers.Next, type, declaration));
    }

    /// <summary>A fixed number.</summary>
    public GraphNode Constant(ElementType type, double value)
    {
        int hash = HashOf(type, value);
        lock (_gate)
        {
            return Held(_table.FindNumber(hash, type, value))
                ?? Add(hash, GraphNode.Constant(_numbers.Next, type, Shape.Scalar, value));
        }
    }

    /// <summary>A fixed array; the same array object is the same node.</summary>
    public GraphNode Constant(NdArray value)
    {
        int hash = RuntimeHelpers.GetHashCode(value);
        value.Stay();
        lock (_gate)
        {
            return Held(_table.FindArray(hash, value))
                ?? Add(hash, GraphNode.Constant(_numbers.Next, value.ElementType, value.Shape, value));
        }
    }

    /// <summary>The node of <paramref name="formula"/>, old or new.</summary>
    /// <exception cref="ShapeException">The operands' shapes, as far as they are known, do not fit the
    /// operator.</exception>
    /// <exception cref="ObjectDisposedException">An operand was disposed of.</exception>
    public GraphNode Apply(in Formula formula)
    {
        int hash = formula.Hash();
        lock (_gate)
        {
            return Held(_table.Find(hash, formula)) ?? AddNew(hash, formula);
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

    private static GraphNode? Held(GraphNode? node)
    {
        node?.Hold();
        return node;
    }

    private GraphNode AddNew(int hash, in Formula formula)
    {
        foreach (GraphNode operand in formula.Operands) CheckIsThere(operand);
        GraphNode node = Add(hash, GraphNode.Operation(_numbers.Next, formula, InferShape(formula)));
        foreach (GraphNode operand in formula.Operands) operand.Hold();
        return node;
    }

    private static void CheckIsThere(GraphNode operand)
    {
        if (!operand.IsForgotten) return;
        throw new ObjectDisposedException(operand.ToString(), $"node {operand} was disposed of: build formulas first");
    }

    private GraphNode Add(int hash, GraphNode node)
    {
        _table.Add(hash, node);
        return Keep(node);
    }
}
