using System.Numerics;
using System.Runtime.CompilerServices;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// A graph and the engine that works it. Make variables and constants here, build formulas from them with operators and
/// methods, assign, evaluate. Safe for any number of threads.
/// </summary>
public sealed partial class Context : IDisposable
{
    private readonly ISession _session;
    private volatile bool _isDisposed;

    /// <summary>A new, empty graph.</summary>
    /// <param name="options">How its engine works; null for the defaults.</param>
    public Context(EngineOptions? options = null)
        : this(new Engine(options ?? new EngineOptions(), new WorkersDispatcher()))
    {
    }

    internal Context(ISession session)
    {
        _session = session;
        Handles = new HandleWatch(session.Graph);
        Numbers = new NumberCache(this);
    }

    /// <summary>Notices which handles are gone.</summary>
    internal HandleWatch Handles { get; }

    /// <summary>The numbers that formulas used lately.</summary>
    internal NumberCache Numbers { get; }

    /// <summary>What works the graph.</summary>
    /// <exception cref="ObjectDisposedException">The context was disposed of.</exception>
    internal ISession Session => _isDisposed ? throw IsDisposed() : _session;

    /// <summary>
    /// The graph is not needed any more: whoever waits for it is told, and its memory goes back. A graph of a cluster
    /// stays there; only this client's part in it ends. If nobody disposes of it, the garbage collector finds out.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _session.Dispose();
    }

    /// <summary>
    /// A variable: assign it, as often as you like. In a graph of a cluster a name is one variable, which all clients
    /// of the graph share, and a variable without one is this client's alone; embedded, each call makes another one.
    /// </summary>
    /// <param name="name">What traces and errors call it.</param>
    /// <param name="shape">The shape that its values are held to; null for any.</param>
    public LazyArray<T> Variable<T>(string? name = null, Shape? shape = null)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(this, Placed(Session.Variable(ElementTypes.Of<T>(), name, shape)));

    /// <summary>A fixed array. The same array object gives the same node.</summary>
    public LazyArray<T> Constant<T>(NdArray<T> value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.IsScalar ? Constant(value.ToScalar()) : new(this, Placed(Session.Graph.Constant(value)));
    }

    /// <summary>A fixed number. Equal numbers give the same node.</summary>
    public LazyArray<T> Constant<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(this, Session.Graph.Constant(ElementTypes.Of<T>(), double.CreateTruncating(value)));

    /// <summary>The node of an operator applied to nodes; the same node for the same formula.</summary>
    /// <exception cref="ShapeException">The operands' shapes, as far as they are known by now, do not fit.</exception>
    /// <exception cref="ArgumentException">Another number of operands than the operator takes, or of another
    /// context.</exception>
    /// <exception cref="ArgumentNullException">The operator or an operand is null; an operand goes by the operator's
    /// name for it.</exception>
    public LazyArray<T> Define<T>(Operator op, Parameters? parameters, params ReadOnlySpan<LazyArray<T>> operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(op);
        if (operands.Length != op.Arity)
        {
            throw new ArgumentException($"{op.Name} takes {op.Arity} operands and was given {operands.Length}");
        }

        var few = default(FewNodes);
        Span<GraphNode> nodes = operands.Length <= FewNodes.Count
            ? ((Span<GraphNode>)few!)[..operands.Length]
            : new GraphNode[operands.Length];
        for (int i = 0; i < operands.Length; i++) nodes[i] = Own(operands[i] ?? throw Operands.Missing(op, i)).Node;
        GraphNode node = Session.Graph.Apply(new Formula(op, parameters, ElementTypes.Of<T>(), nodes));
        foreach (LazyArray<T> operand in operands) GC.KeepAlive(operand);
        return new LazyArray<T>(this, Placed(node));
    }

    /// <summary>Evaluates several nodes at one state of the variables.</summary>
    /// <exception cref="UnassignedVariableException">One depends on a variable without a value.</exception>
    /// <exception cref="EvaluationException">One of them, or something that they depend on, failed.</exception>
    public void Eval(params ReadOnlySpan<LazyArray> nodes)
    {
        Eval(NodesOf(nodes), CancellationToken.None);
        KeepAlive(nodes);
    }

    /// <summary>The same, as long as nobody cancels it.</summary>
    /// <inheritdoc cref="Eval(ReadOnlySpan{LazyArray})"/>
    /// <exception cref="OperationCanceledException">It was cancelled; the engine is as if it had not been
    /// asked.</exception>
    public void Eval(IReadOnlyList<LazyArray> nodes, CancellationToken cancellation)
    {
        Eval(NodesOf(nodes), cancellation);
        GC.KeepAlive(nodes);
    }

    /// <summary>The same without a thread that waits.</summary>
    /// <inheritdoc cref="Eval(IReadOnlyList{LazyArray}, CancellationToken)"/>
    public async Task EvalAsync(IReadOnlyList<LazyArray> nodes, CancellationToken cancellation = default)
    {
        GraphNode[] asked = NodesOf(nodes);
        Check(await Session.EvalAsync(asked, cancellation).ConfigureAwait(false), asked);
        GC.KeepAlive(nodes);
    }

    /// <summary>The graph under these nodes as text, one line an edge, depth first.</summary>
    public string ToTrace(params ReadOnlySpan<LazyArray> nodes)
    {
        GraphNode[] outputs = NodesOf(nodes);
        string trace = TraceWriter.Write(outputs, Look(outputs));
        KeepAlive(nodes);
        return trace;
    }

    /// <summary>
    /// The graph under these nodes as text for Graphviz: name, shape and state of each, as far as they are known.
    /// </summary>
    public string ToDot(params ReadOnlySpan<LazyArray> nodes) => ToDot(_ => null, nodes);

    /// <summary>
    /// Every node that these depend on, and they themselves, operands first: state, and work done and saved.
    /// </summary>
    public IReadOnlyList<NodeReport> Report(params ReadOnlySpan<LazyArray> nodes)
    {
        List<GraphNode> all = Traversal.OperandsFirst(NodesOf(nodes));
        IReadOnlyList<NodeStatus> statuses = Session.Snapshot(all);
        KeepAlive(nodes);
        return [.. all.Zip(Looks.Complete(all, statuses), NodeReport.Of)];
    }

    /// <summary>The same, with names that somebody gave to nodes.</summary>
    internal string ToDot(Func<int, string?> nameOf, params ReadOnlySpan<LazyArray> nodes)
    {
        GraphNode[] outputs = NodesOf(nodes);
        string picture = DotWriter.Write(outputs, Look(outputs), nameOf);
        KeepAlive(nodes);
        return picture;
    }

    /// <summary>Ends a handle's hold on a node.</summary>
    internal void Release(GraphNode node)
    {
        if (!_isDisposed) _session.Graph.Release(node);
    }

    /// <summary>What a constant holds, in the user's form; no engine is asked.</summary>
    internal static NdArray<T> ValueOfConstant<T>(GraphNode node) where T : unmanaged, IFloatingPointIeee754<T> =>
        node.ConstantValue is NdArray<T> array
            ? array.Escape().Share()
            : NdArray<T>.Scalar(T.CreateTruncating((double)node.ConstantValue));

    /// <summary>The value in an engine's form, checked against what the variable was declared with.</summary>
    internal static Value Wrap<T>(GraphNode node, NdArray<T> value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckAssignable(node, value.Shape);
        return value.IsScalar
            ? Value.Of(double.CreateTruncating(value.ToScalar()))
            : new Value(0, value.Escape().Share());
    }

    internal static Value Wrap<T>(GraphNode node, T value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckAssignable(node, Shape.Scalar);
        return Value.Of(double.CreateTruncating(value));
    }

    /// <summary>
    /// The value in the user's form, with the lease that the holding came with; it is not written to while he has it.
    /// </summary>
    internal static NdArray<T> Unwrap<T>(in VersionedValue versioned, GraphNode node)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Value value = EdgeErrors.OrThrow(versioned, node);
        return value.Array is NdArray<T> array
            ? Hand(array)
            : NdArray<T>.Scalar(T.CreateTruncating(value.Number));
    }

    internal LazyArray<T> Own<T>(LazyArray<T> array) where T : unmanaged, IFloatingPointIeee754<T> =>
        ReferenceEquals(array.Context, this) ? array : throw OfAnotherContext(array);

    private static NdArray<T> Hand<T>(NdArray<T> array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        NdArray<T> handed = array.Escape().Share();
        array.Release();
        return handed;
    }

    private static void CheckAssignable(GraphNode node, Shape shape)
    {
        if (node.Kind != NodeKind.Variable)
        {
            throw new NotAssignableException(
                $"node {node} is not a variable: only what Variable() made can be assigned");
        }

        if (node.Shape is { } declared && !declared.Equals(shape))
        {
            throw new ShapeException(
                $"variable '{node.Name}' (#{node.Number}) was declared with shape {declared} and was assigned shape "
                + $"{shape}");
        }
    }

    private static void Check(VersionedValue[] answers, GraphNode[] nodes)
    {
        for (int i = 0; i < answers.Length; i++)
        {
            if (answers[i].HasValue) answers[i].Value.Release();
        }

        for (int i = 0; i < answers.Length; i++) EdgeErrors.OrThrow(answers[i], nodes[i]);
    }

    private static ArgumentException OfAnotherContext(LazyArray array) =>
        new($"node {array} belongs to another context: a formula's nodes are all of one");

    /// <summary>Handles hold their nodes as long as somebody has them: up to here, at least.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive(ReadOnlySpan<LazyArray> nodes)
    {
        foreach (LazyArray node in nodes) GC.KeepAlive(node);
    }

    private static ObjectDisposedException IsDisposed() => new(
        nameof(Context), "the context was disposed of, and its graph with it: make another, or dispose of it later");

    private void Eval(GraphNode[] asked, CancellationToken cancellation) =>
        Check(Session.Eval(asked, cancellation), asked);

    private GraphNode[] NodesOf(IReadOnlyList<LazyArray> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return NodesOf([.. nodes]);
    }

    private GraphNode[] NodesOf(ReadOnlySpan<LazyArray> nodes)
    {
        var owned = new GraphNode[nodes.Length];
        for (int i = 0; i < owned.Length; i++) owned[i] = NodeOf(nodes[i], nameof(nodes));
        return owned;
    }

    private GraphNode NodeOf(LazyArray node, string argument)
    {
        if (node is null) throw new ArgumentNullException(argument, "expected nodes of this context; one is null");
        return ReferenceEquals(node.Context, this) ? node.Node : throw OfAnotherContext(node);
    }

    private Func<GraphNode, NodeStatus> Look(GraphNode[] outputs)
    {
        List<GraphNode> all = Traversal.OperandsFirst(outputs);
        IReadOnlyList<NodeStatus> statuses = Session.Snapshot(all);
        var byId = new Dictionary<int, NodeStatus>(all.Count);
        foreach ((GraphNode node, NodeStatus status) in all.Zip(Looks.Complete(all, statuses)))
            byId.Add(node.Id, status);
        return node => byId[node.Id];
    }

    [InlineArray(Count)]
    private struct FewNodes
    {
        public const int Count = 4;

        private GraphNode _first;
    }
}
