using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>One operator over the values of its operands, ready to run anywhere.</summary>
internal sealed class Computation
{
    private const long ElementsOfLongHeavy = 2_048;
    private const long ElementsOfLongCheap = 65_536;

    private readonly GraphNode _node;
    private readonly Value[] _operands;
    private readonly Shape _shape;

    private Computation(GraphNode node, Value[] operands, Shape shape)
    {
        (_node, _operands, _shape) = (node, operands, shape);
    }

    /// <summary>The elements that it reads or writes, whichever are more: a measure of how long it takes.</summary>
    public long Elements { get; private init; }

    /// <summary>Whether it takes more than about ten microseconds, so that another processor is worth waking.</summary>
    public bool IsLong =>
        Elements >= (_node.Operator!.Cost == OperatorCost.Heavy ? ElementsOfLongHeavy : ElementsOfLongCheap);

    /// <summary>Checks the operands' shapes, now that they are known, and gets the computation ready.</summary>
    /// <exception cref="ShapeException">They do not fit the operator.</exception>
    public static Computation Prepare(GraphNode node, Value[] operands)
    {
        Shape?[] shapes = Array.ConvertAll(operands, operand => operand.Shape);
        Shape shape = node.Operator!.InferShape(shapes, node.Parameters)
            ?? throw new ShapeException($"{node.Operator.Name} has no shape for {Faults.Describe(operands)}");
        long elements = operands.Aggregate(shape.Length, (most, operand) => Math.Max(most, operand.Shape!.Length));
        return new Computation(node, operands, shape) { Elements = elements };
    }

    /// <summary>Takes a lease on each operand's array; <see cref="Run"/> ends them.</summary>
    public void Retain()
    {
        foreach (Value operand in _operands) operand.Retain();
    }

    /// <summary>Runs the kernel. A failure is a value, too. The leases end here.</summary>
    public Value Run()
    {
        try
        {
            return _node.ElementType == ElementType.Float32 ? Run<float>() : Run<double>();
        }
#pragma warning disable CA1031 // Whatever an operator throws becomes the node's fault, and fails what depends on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Value.Of(Faults.Failed(_node, _operands, exception));
        }
        finally
        {
            foreach (Value operand in _operands) operand.Release();
        }
    }

    private Value Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        var operands = new NdArray<T>[_operands.Length];
        NdArray<T> result = NdArray<T>.Allocate(_shape);
        try
        {
            for (int i = 0; i < operands.Length; i++) operands[i] = _operands[i].Lease<T>();
            _node.Operator!.Execute(operands, _node.Parameters, result);
        }
        catch
        {
            result.Release();
            throw;
        }
        finally
        {
            foreach (NdArray<T>? operand in operands) operand?.Release();
        }

        return Value.Take(result);
    }
}
