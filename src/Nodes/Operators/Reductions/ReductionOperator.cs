using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>An operator that combines many elements, two by two, into one.</summary>
internal sealed class ReductionOperator<TKernel>(string name, string summary)
    : ReducingOperator(name, summary), ITileReduction
    where TKernel : struct, IReductionKernel
{
    protected override bool NeedsElements => TKernel.NeedsElements;

    internal override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        ArrayElements<T> source = operands[0];
        bool[] reduced = WhichAxes(source.Shape, parameters);
        Nodes.Kernels.Reduction.Run<TKernel, T>(source, reduced, result);
        if (!Overflows.MayHaveHappened<TKernel, T>(result)) return;
        Overflows.Mend(result, again => Nodes.Kernels.Reduction.Run<InSmallUnits<TKernel>, T>(source, reduced, again));
    }

    /// <inheritdoc/>
    public bool TakesTiles(Shape operand, Parameters? parameters) => LastAxesGo(operand, parameters);

    /// <inheritdoc/>
    public void Reduce<T>(ITileSource<T> source, Shape operand, Parameters? parameters, ArrayElements<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long size = operand.Length / result.Length;
        TileReduction<TKernel, T>.Run(source, size, result);
        if (!Overflows.MayHaveHappened<TKernel, T>(result)) return;
        Overflows.Mend(result, again => TileReduction<InSmallUnits<TKernel>, T>.Run(source, size, again));
    }
}
