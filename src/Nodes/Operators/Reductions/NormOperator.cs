using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// norm: how long a vector is, over all axes or some. Of order 2 (Euclid's) the root of the sum of squares, without
/// overflow on the way; of order 1 the sum of magnitudes; of order infinity the greatest magnitude. NaN if any element
/// is; over no elements: 0.
/// </summary>
public static class NormOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The norm along one axis, of order 1, 2 or infinity; a negative axis counts from the end.</summary>
        public TOperand Norm(int axis, double order = 2, bool keepDims = false) =>
            TOperand.Apply(Definition, NormParameters.Of([axis], order, keepDims), x);

        /// <summary>The norm over these axes, of order 1, 2 or infinity; over all of them when none is given.</summary>
        public TOperand Norm(int[]? axes = null, double order = 2, bool keepDims = false) =>
            TOperand.Apply(Definition, NormParameters.Of(axes, order, keepDims), x);
    }

    private sealed unsafe class Rule() : LineReductionOperator(
        "norm", "how long vectors are, over all axes or some",
        new Argument("ord", ArgumentKind.Number, "1 for the sum of magnitudes, 2 for the root of squares.", "2"))
    {
        protected override bool NeedsElements => false;

        protected override void Reduce<T>(
            T* x, long outer, long size, long inner, Parameters? parameters, T* result)
        {
            switch (((NormParameters?)parameters)?.Order ?? 2)
            {
                case 1:
                    Reduction.Run<MagnitudeSum, T>(x, outer, size, inner, result);
                    break;
                case 2:
                    LineReduction.Run<EuclideanNorm<T>, T, double>(default, x, outer, size, inner, result);
                    break;
                default:
                    Reduction.Run<LargestMagnitude, T>(x, outer, size, inner, result);
                    break;
            }
        }

        private protected override ReductionParameters? DrawParameters(OperandDraw draw, int[] axes, bool keepDims) =>
            NormParameters.Of(axes, draw.Below(3) switch { 0 => 1, 1 => 2, _ => double.PositiveInfinity }, keepDims);

        private protected override ReductionParameters? MakeParameters(ArgumentValues values) =>
            NormParameters.Of(values.Axes("axis"), values.Number("ord", 2), values.Boolean("keep_dims", false));
    }
}
