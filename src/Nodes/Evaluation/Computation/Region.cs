using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What is computed in one go, anywhere: a computation whose result is kept, with those that wait in its operands.
/// Elementwise operators, and a reduction that closes them, run tile by tile and leave nothing in memory between them.
/// </summary>
internal sealed partial class Region(Computation root)
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
        return Value.Take(Node.Operator is ElementwiseOperator ? ComputeInPlace(scratch) : Compute(root, scratch));
    }

    /// <summary>The result as an array of its own, with one lease, the caller's.</summary>
    public static NdArray<T> Compute<T>(Computation computation, RegionScratch<T> scratch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Operator op = computation.Node.Operator!;
        if (op is ElementwiseOperator)
            return Elementwise(RegionProgram<T>.Compile(computation, scratch), computation.Shape);
        if (op.IsReshape) return scratch.Of(computation.Operands[0]).Reshaped(computation.Shape);
        return Fill<T>(computation.Shape, result => Execute(computation, scratch, result));
    }

    /// <summary>
    /// The result in the memory of an input that nobody else will read, or in new memory if there is none. Only for the
    /// root: of a computation that is run on the way to it, only whoever started the region knows who else has it.
    /// </summary>
    private NdArray<T> ComputeInPlace<T>(RegionScratch<T> scratch) where T : unmanaged, IFloatingPointIeee754<T>
    {
        RegionProgram<T> program = RegionProgram<T>.Compile(root, scratch);
        if (program.FindOverwritable() is not { } input) return Elementwise(program, root.Shape);
        CheckNobodyElseReads(input);
        NdArray<T> result = input.Reshaped(root.Shape);
        TileMap<T>.Run(new TileMachine<T>(program.Program, root.Shape), result);
        result.TakePlace();
        return result;
    }

    private static NdArray<T> Elementwise<T>(RegionProgram<T> program, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var machine = new TileMachine<T>(program.Program, shape);
        return Fill<T>(shape, result => TileMap<T>.Run(machine, result));
    }

    private static void Execute<T>(Computation computation, RegionScratch<T> scratch, NdArray<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GraphNode node = computation.Node;
        if (node.Operator is ITileReduction reduction && computation.Operands[0].Waiting is { } waiting
            && reduction.TakesTiles(waiting.Shape, node.Parameters))
        {
            var machine = new TileMachine<T>(RegionProgram<T>.Compile(waiting, scratch).Program, waiting.Shape);
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
