using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>An operator that combines many elements, two by two, into one.</summary>
internal sealed class ReductionOperator<TKernel>(string name, string summary)
    : ReducingOperator(name, summary), ITileReduction
    where TKernel : struct, IReductionKernel
{
    protected override bool NeedsElements => TKernel.NeedsElements;

    internal override void Execute<T>(ReadOnlySpan<NdArray<T>> operands, Parameters? parameters, NdArray<T> result) =>
        Nodes.Kernels.Reduction.Run<TKernel, T>(
            operands[0], WhichAxes(operands[0].Shape, parameters), result);

    /// <inheritdoc/>
    public bool TakesTiles(Shape operand, Parameters? parameters)
    {
        bool[] reduced = WhichAxes(operand, parameters);
        int first = Array.IndexOf(reduced, true);
        return operand.Length > 0 && first >= 0 && Array.TrueForAll(reduced[first..], isReduced => isReduced);
    }

    /// <inheritdoc/>
    public void Reduce<T>(ITileSource<T> source, Shape operand, Parameters? parameters, NdArray<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TileReduction<TKernel, T>.Run(source, operand.Length / result.Length, result);
}
