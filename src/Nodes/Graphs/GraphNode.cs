namespace Dataflow.Nodes.Graphs;

/// <summary>
/// A formula with an identity: immutable, and one object for equal formulas of a graph. The first two operands are
/// fields because nearly every operator has at most two; a graph holds millions of these.
/// </summary>
internal sealed class GraphNode
{
    private readonly object? _payload;
    private readonly GraphNode? _first;
    private readonly GraphNode? _second;
    private readonly GraphNode[]? _rest;
    private readonly byte _elementType;
    private readonly byte _operandCount;
    private volatile bool _comparesValues;
    private int _holds;

    private GraphNode(int id, NodeKind kind, ElementType type, Shape? shape, object? payload)
    {
        (Id, Kind, _elementType, Shape, _payload) = (id, kind, (byte)type, shape, payload);
    }

    private GraphNode(int id, in Formula formula, Shape? shape)
        : this(id, NodeKind.Operation, formula.ElementType, shape, formula.Parameters)
    {
        Operator = formula.Operator;
        ReadOnlySpan<GraphNode> operands = formula.Operands;
        _operandCount = checked((byte)operands.Length);
        if (operands.Length > 0) _first = operands[0];
        if (operands.Length > 1) _second = operands[1];
        if (operands.Length > 2) _rest = operands[2..].ToArray();
    }

    public int Id { get; }

    /// <summary>What users call it: the first node of a graph is #1.</summary>
    public int Number => Id + 1;

    public NodeKind Kind { get; }

    public ElementType ElementType => (ElementType)_elementType;

    /// <summary>The operator; null for variables and constants.</summary>
    public Operator? Operator { get; }

    /// <summary>
    /// The shape as far as it is known when the node is built; null when it depends on values to come.
    /// </summary>
    public Shape? Shape { get; }

    public int OperandCount => _operandCount;

    public Parameters? Parameters => _payload as Parameters;

    /// <summary>A constant's value: an array, or a boxed number.</summary>
    public object ConstantValue =>
        Kind == NodeKind.Constant ? _payload! : throw new InvalidOperationException("not a constant");

    public VariableDeclaration? Declaration => _payload as VariableDeclaration;

    /// <summary>The variable's own name where it has one, else what it is.</summary>
    public string Name => Declaration?.Name ?? WhatItIs;

    /// <summary>The operator's name, or "variable", or "constant".</summary>
    public string WhatItIs => Kind switch
    {
        NodeKind.Operation => Operator!.Name,
        NodeKind.Variable => "variable",
        _ => "constant",
    };

    /// <summary>
    /// Whether an array value that equals the one before it counts as no change, so that users need not run. Numbers
    /// are always compared; arrays only when somebody asked for it, because the comparison reads both.
    /// </summary>
    public bool ComparesValues
    {
        get => _comparesValues;
        set => _comparesValues = value;
    }

    /// <summary>
    /// How many hold it: handles, names, and nodes that read it. Changed by its graph only, under the graph's lock.
    /// </summary>
    public int Holds => Volatile.Read(ref _holds);

    /// <summary>Whether nobody holds it any more, after somebody did: it is no node of its graph.</summary>
    public bool IsForgotten => Holds < 0;

    /// <summary>Which set of variables this depends on, once somebody had to know; 0 before that.</summary>
    public int SupportId { get; set; }

    public static GraphNode Variable(int id, ElementType type, VariableDeclaration declaration) =>
        new(id, NodeKind.Variable, type, declaration.Shape, declaration);

    public static GraphNode Constant(int id, ElementType type, Shape shape, object value) =>
        new(id, NodeKind.Constant, type, shape, value);

    public static GraphNode Operation(int id, in Formula formula, Shape? shape) => new(id, formula, shape);

    /// <summary>One more holds it.</summary>
    public void Hold() => _holds++;

    /// <summary>One less; true when that was the last, and it is forgotten.</summary>
    public bool Release()
    {
        Invariant.Holds(_holds > 0, "a hold ends once");
        if (_holds != 1)
        {
            _holds--;
            return false;
        }

        Volatile.Write(ref _holds, -1);
        return true;
    }

    public GraphNode Operand(int index) => index switch
    {
        0 => _first!,
        1 => _second!,
        _ => _rest![index - 2],
    };

    /// <summary>Whether this is the constant of a number: equal by its bits, so that 0 and -0 are two.</summary>
    public bool IsNumber(ElementType type, double value) =>
        Kind == NodeKind.Constant && ElementType == type && _payload is double number
        && BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(value);

    /// <summary>Whether this is the constant of just this array object.</summary>
    public bool IsArray(NdArray value) => Kind == NodeKind.Constant && ReferenceEquals(_payload, value);

    public override string ToString() => $"#{Number} {Name}";
}
