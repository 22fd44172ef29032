using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// argmax: the place of the greatest element along an axis, or in the whole array in row order. It is a number of the
/// array's own type, so exact up to 2^53 in f64 and 2^24 in f32. The first of several; the first NaN where there is
/// one; over no elements an error.
/// </summary>
public static class ArgMaxOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The place of the greatest element along one axis; a negative one counts from the end.</summary>
        public TOperand ArgMax(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The place of the greatest element in row order.</summary>
        public TOperand ArgMax() => TOperand.Apply(Definition, null, x);
    }

    private sealed unsafe class Rule()
        : LineReductionOperator("argmax", "the place of the greatest element along an axis or in the whole array")
    {
        protected override bool NeedsElements => true;

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            if (parameters is ReductionParameters { Axes: { Count: > 1 } axes })
                throw Misfit($"places along several axes {axes} have no order; give one axis, or none for all");
            return base.InferShape(operands, parameters);
        }

        private protected override ReductionParameters? DrawParameters(OperandDraw draw, int[] axes, bool keepDims) =>
            ReductionParameters.Of(axes.AsSpan(0, Math.Min(1, axes.Length)), keepDims);

        protected override void Reduce<T>(
            T* x, long outer, long size, long inner, Parameters? parameters, T* result) =>
            LineReduction.Run<ExtremePlace<Largest, T>, T, ExtremeInLeaf<T>>(default, x, outer, size, inner, result);
    }
}
