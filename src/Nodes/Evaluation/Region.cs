using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What is computed in one go, anywhere: a computation whose result is kept, with those that wait in its operands.
/// Elementwise operators, and a reduction that closes them, run tile by tile and leave nothing in memory between them.
/// </summary>
internal sealed class Region(Computation root)
{
    private const long LongPicoseconds = 10_000_000;
    private const long ShortPicoseconds = 2_000_000;

    /// <summary>About what it takes, in hundredths of a nanosecond of one processor.</summary>
    public long Cost => root.Elements * root.Cost;

    /// <summary>Whether it takes more than about ten microseconds, so that another processor is worth waking.</summary>
    public bool IsLong => Cost * 10 >= LongPicoseconds;

    /// <summary>Whether it takes less than about a microsecond, so that handing it over would cost more.</summary>
    public bool IsShort => Cost * 10 <= ShortPicoseconds;

    public GraphNode Node => root.Node;

    /// <summary>Runs the kernels. A failure is a value, too. The lease on the computation ends here.</summary>
    public Value Run()
    {
        try
        {
            return Node.ElementType == ElementType.Float32 ? Run<float>() : Run<double>();
        }
#pragma warning disable CA1031 // Whatever an operator throws becomes the node's fault, and fails what depends on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Value.Of(Faults.Failed(Node, root.Operands, exception));
        }
        finally
        {
            root.Release();
        }
    }

    private Value Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var scratch = new RegionScratch<T>();
        return Value.Take(Compute(root, scratch));
    }

    /// <summary>The result as an array, with one lease, the caller's.</summary>
    public static NdArray<T> Compute<T>(Computation computation, RegionScratch<T> scratch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Operator op = computation.Node.Operator!;
        if (op is ElementwiseOperator) return Elementwise(computation, scratch);
        if (op.IsReshape) return scratch.Of(computation.Operands[0]).Reshaped(computation.Shape);
        return Fill<T>(computation.Shape, result => Execute(computation, scratch, result));
    }

    private static NdArray<T> Elementwise<T>(Computation computation, RegionScratch<T> scratch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TileProgram<T> program = RegionProgram<T>.Compile(computation, scratch);
        var machine = new TileMachine<T>(program, computation.Shape);
        if (Donated(program, computation.Shape) is not { } donated)
            return Fill<T>(computation.Shape, result => TileMap<T>.Run(machine, result));
        TileMap<T>.Run(machine, donated);
        donated.TakePlace();
        return donated;
    }

    /// <summary>
    /// An input that nobody else will ever read: the result takes its place, as each element is read before it is
    /// written. Only what was computed for this region comes here without another lease.
    /// </summary>
    private static NdArray<T>? Donated<T>(TileProgram<T> program, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (TileInput<T> input in program.Inputs)
        {
            if (input.Array is { } array && array.Shape.Equals(shape) && array.Block.IsHeldBy(input.Reads))
                return array.Reshaped(shape);
        }

        return null;
    }

    private static void Execute<T>(Computation computation, RegionScratch<T> scratch, NdArray<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GraphNode node = computation.Node;
        if (node.Operator is ITileReduction reduction && computation.Operands[0].Waiting is { } waiting
            && reduction.TakesTiles(waiting.Shape, node.Parameters))
        {
            var machine = new TileMachine<T>(RegionProgram<T>.Compile(waiting, scratch), waiting.Shape);
            reduction.Reduce(machine, waiting.Shape, node.Parameters, result);
            return;
        }

        var operands = new NdArray<T>[computation.Operands.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = scratch.Of(computation.Operands[i]);
        node.Operator!.Execute(operands, node.Parameters, result);
    }

    private static NdArray<T> Fill<T>(Shape shape, Action<NdArray<T>> fill)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NdArray<T> result = NdArray<T>.Allocate(shape);
        try
        {
            fill(result);
            return result;
        }
        catch
        {
            result.Release();
            throw;
        }
    }
}
