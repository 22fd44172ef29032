using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Graphs;

/// <summary>
/// What a graph needs that several share, or that is stored: variables by their keys, arrays by their content, nodes by
/// their numbers, and where nodes are asked to live.
/// </summary>
internal sealed partial class Graph
{
    private readonly ChunkedList<Slot>? _nodes = keepsNodes ? new() : null;
    private Dictionary<string, GraphNode>? _byKey;
    private ConcurrentDictionary<int, PlaceRequest>? _places;
    private HashSet<PlaceRequest>? _wheres;

    private readonly record struct Slot(GraphNode Node);

    /// <summary>The node of a number below <see cref="Count"/>, of a graph that keeps its nodes.</summary>
    public GraphNode this[int id]
    {
        get
        {
            if (_nodes is null) throw new InvalidOperationException("this graph does not keep its nodes by number");
            return Find(id)
                ?? throw new ArgumentOutOfRangeException(nameof(id), id, "no node of this graph has that number");
        }
    }

    /// <summary>All nodes, in the order of their numbers; they are not held by it.</summary>
    public IReadOnlyList<GraphNode> Nodes
    {
        get
        {
            lock (_gate)
            {
                var all = new List<GraphNode>(_numbers.Taken);
                for (int id = 0; id < _nodes!.Count; id++)
                {
                    if (_nodes[id].Node is { IsForgotten: false } node) all.Add(node);
                }

                return all;
            }
        }
    }

    /// <summary>The node of that number, if there is one, of a graph that keeps its nodes.</summary>
    public GraphNode? Find(int id)
    {
        lock (_gate) return _nodes is not null && (uint)id < (uint)_nodes.Count ? _nodes[id].Node : null;
    }

    /// <summary>The variable of that key; a new one, with this name and shape, if there is none yet.</summary>
    /// <remarks>Whoever asks for no shape takes it as it is.</remarks>
    /// <exception cref="DataflowException">There is one, of another type of elements or another shape.</exception>
    public GraphNode VariableByKey(ElementType type, string? name, Shape? shape, string key)
    {
        lock (_gate)
        {
            if (_byKey?.GetValueOrDefault(key) is not { } known)
                return AddVariable(GraphNode.Variable(_numbers.Next, type, new VariableDeclaration(name, shape, key)));
            if (known.ElementType == type && (shape is null || known.Shape == shape)) return Held(known)!;
            throw new DataflowException(
                $"variable '{name ?? key}' is in the graph already, as {Describe(known.ElementType, known.Shape)}; it "
                + $"was asked for as {Describe(type, shape)}: ask for it as it is, or under another name");
        }
    }

    /// <summary>The variable of that key; null when there is none.</summary>
    public GraphNode? FindByKey(string key)
    {
        lock (_gate) return _byKey?.GetValueOrDefault(key);
    }

    /// <summary>
    /// The constant of an array with these elements, bit by bit, old or new; a new one takes a lease of its own.
    /// </summary>
    public GraphNode EqualConstant(NdArray value)
    {
        int hash = ArrayBits.Hash(value);
        lock (_gate)
        {
            if (_table.FindEqual(hash, value) is { } known) return Held(known)!;
            value.Retain();
            value.Stay();
            return Add(hash, GraphNode.Constant(_numbers.Next, value.ElementType, value.Shape, value));
        }
    }

    /// <summary>
    /// Takes in nodes that were in such a graph before, under the numbers that they had, operands first. The caller
    /// holds each of them.
    /// </summary>
    /// <exception cref="DataflowException">A number is taken.</exception>
    public void Restore(IReadOnlyList<GraphNode> nodes)
    {
        lock (_gate)
        {
            _numbers.TakeThese([.. nodes.Select(node => node.Id)]);
            foreach (GraphNode node in nodes)
            {
                if (node.Kind != NodeKind.Variable) _table.Add(HashOf(node), node);
                Register(node);
                for (int i = 0; i < node.OperandCount; i++) node.Operand(i).Hold();
            }
        }
    }

    /// <summary>Asks that a node live there. What was asked first stays.</summary>
    public void Place(GraphNode node, PlaceRequest where)
    {
        if (_places is null) Interlocked.CompareExchange(ref _places, new(), null);
        _places.TryAdd(node.Id, where);
        lock (_gate) (_wheres ??= []).Add(where);
    }

    /// <summary>Whether some node was asked to live there.</summary>
    public bool HasPlace(PlaceRequest where)
    {
        lock (_gate) return _wheres is not null && _wheres.Contains(where);
    }

    /// <summary>Where a node was asked to live; null when nobody asked.</summary>
    public PlaceRequest? WhereOf(GraphNode node) => _places?.GetValueOrDefault(node.Id);

    /// <summary>As the node was put into the table: arrays go by their content where a graph is shared.</summary>
    private int HashOf(GraphNode node)
    {
        if (node.Kind == NodeKind.Variable) return 0;
        if (node.Kind == NodeKind.Constant)
        {
            return node.ConstantValue is NdArray array
                ? _nodes is null ? RuntimeHelpers.GetHashCode(array) : ArrayBits.Hash(array)
                : HashOf(node.ElementType, (double)node.ConstantValue);
        }

        var operands = new GraphNode[node.OperandCount];
        for (int i = 0; i < operands.Length; i++) operands[i] = node.Operand(i);
        return new Formula(node.Operator!, node.Parameters, node.ElementType, operands).Hash();
    }

    private static string Describe(ElementType type, Shape? shape) =>
        shape is null ? $"{type} of any shape" : $"{type} of shape {shape}";

    /// <summary>A variable that is shared by its name stays in a shared graph, whoever asks for it.</summary>
    private GraphNode AddVariable(GraphNode variable)
    {
        Keep(variable);
        if (_nodes is not null && !variable.Declaration!.IsOfSession) variable.Hold();
        return variable;
    }

    private GraphNode Keep(GraphNode node)
    {
        Register(node);
        _numbers.Take();
        Changes?.Added(node);
        return node;
    }

    private void Register(GraphNode node)
    {
        if (node.Declaration?.Key is { } key)
        {
            _byKey ??= new Dictionary<string, GraphNode>(StringComparer.Ordinal);
            if (!_byKey.TryAdd(key, node))
                throw new DataflowException($"variable {node} cannot be restored: key '{key}' is {_byKey[key]}'s");
        }

        if (_nodes is not null)
        {
            while (_nodes.Count <= node.Id) _nodes.Add(default);
            _nodes[node.Id] = new Slot(node);
        }

        node.Hold();
    }
}
