using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// std: the standard deviation, over all axes or some: the square root of the variance.
/// Divided by the number of elements less ddof. Computed in doubles, part by part around each part's own mean, so that
/// nothing cancels, overflows or vanishes on the way. Over no elements, or with no degree of freedom left and all
/// equal: NaN.
/// </summary>
public static class StdOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The standard deviation along one axis; a negative one counts from the end.</summary>
        public TOperand Std(int axis, double ddof = 0, bool keepDims = false) =>
            TOperand.Apply(Definition, VarianceParameters.Of([axis], ddof, keepDims), x);

        /// <summary>The standard deviation over these axes; over all of them when none is given.</summary>
        public TOperand Std(int[]? axes = null, double ddof = 0, bool keepDims = false) =>
            TOperand.Apply(Definition, VarianceParameters.Of(axes, ddof, keepDims), x);
    }

    private sealed unsafe class Rule()
        : LineReductionOperator("std", "the standard deviation over all axes or some", VarianceParameters.Argument)
    {
        protected override bool NeedsElements => false;

        protected override void Reduce<T>(
            T* x, long outer, long size, long inner, Parameters? parameters, T* result)
        {
            double degrees = ((VarianceParameters?)parameters)?.Degrees ?? 0;
            var kernel = new Variance<T>(degrees, isRooted: true);
            LineReduction.Run<Variance<T>, T, Moments>(kernel, x, outer, size, inner, result);
        }

        private protected override ReductionParameters? MakeParameters(ArgumentValues values) =>
            VarianceParameters.Of(values);
    }
}
