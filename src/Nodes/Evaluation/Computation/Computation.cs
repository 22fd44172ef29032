using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Operators;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// One operator over the values of its operands. It is run, or it waits as the value of its cell until whoever reads
/// it runs, to be computed tile by tile together with it. Counts its leases as an array does: the last one to go ends
/// those on the operands. So who can still read an array follows from counts alone: those who lease it, and those who
/// lease a computation that does.
/// </summary>
internal sealed class Computation
{
    // Hundredths of a nanosecond an element, for what is no part of a tile program.
    private const long Cheap = 15;
    private const long Heavy = 500;

    private readonly Value[] _operands;
    private int _leases = 1;

    private Computation(GraphNode node, Value[] operands, Shape shape) =>
        (Node, _operands, Shape) = (node, operands, shape);

    public GraphNode Node { get; }

    public ReadOnlySpan<Value> Operands => _operands;

    /// <summary>The result's shape.</summary>
    public Shape Shape { get; }

    /// <summary>The elements that it reads or writes, whichever are more.</summary>
    public long Elements { get; private init; }

    /// <summary>How many operators run with this one, at most.</summary>
    public int Size { get; private init; }

    /// <summary>About how long an element takes, in hundredths of a nanosecond, waiting operands included.</summary>
    public long Cost { get; private init; }

    /// <summary>While it waits: the cell whose value it is.</summary>
    public int Cell { get; set; } = -1;

    /// <summary>While it waits: which version of the cell's value it is.</summary>
    public Version Version { get; set; }

    /// <summary>How many can still run it or have it run: the cell, users that wait, and past values.</summary>
    public int Leases => Volatile.Read(ref _leases);

    /// <summary>While the actor looks what belongs to a region: how many reads in there it met.</summary>
    public int Reads { get; set; }

    /// <summary>Checks the operands' shapes, now that they are known, and gets the computation ready.</summary>
    /// <exception cref="ShapeException">They do not fit the operator.</exception>
    public static Computation Prepare(GraphNode node, Value[] operands)
    {
        var shapes = new Shape?[operands.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = operands[i].Shape;
        Shape shape = node.Operator!.InferShape(shapes, node.Parameters)
            ?? throw new ShapeException($"{node.Operator.Name} has no shape for {Faults.Describe(operands)}");
        (long elements, int size, long cost) = (shape.Length, 1, CostOf(node.Operator));
        foreach (Value operand in operands)
        {
            elements = Math.Max(elements, operand.Shape!.Length);
            if (operand.Waiting is not { } waiting) continue;
            size += waiting.Size;
            cost += waiting.Cost;
        }

        return new Computation(node, operands, shape) { Elements = elements, Size = size, Cost = cost };
    }

    /// <summary>Takes a lease on each operand, which the last lease on this ends.</summary>
    public void Begin()
    {
        foreach (Value operand in _operands) operand.Retain();
    }

    /// <summary>An operand that waited has been computed by itself meanwhile: this reads the result.</summary>
    public void Replace(int operand, in Value made)
    {
        Value waited = _operands[operand];
        _operands[operand] = made.Retain();
        waited.Release();
    }

    /// <summary>One lease more.</summary>
    public void Retain() => Interlocked.Increment(ref _leases);

    /// <summary>One lease less.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) == 0) ReleaseOperands();
    }

    // A chain of waiting computations is as long as a region may be: too long to recurse.
    private void ReleaseOperands()
    {
        Stack<Computation>? further = null;
        for (Computation? next = this; next is not null; next = further is { Count: > 0 } ? further.Pop() : null)
        {
            foreach (Value operand in next._operands)
            {
                if (operand.Waiting is not { } waiting) operand.Release();
                else if (Interlocked.Decrement(ref waiting._leases) == 0) (further ??= new()).Push(waiting);
            }
        }
    }

    private static long CostOf(Operator op) =>
        op is ElementwiseOperator elementwise ? elementwise.StepCost : op.Cost == OperatorCost.Cheap ? Cheap : Heavy;
}
