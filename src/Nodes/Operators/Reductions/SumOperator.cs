using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// sum: the sum, over all axes or some. Added in pairs of pairs, floats as doubles, so that rounding errors
/// stay small; infinite only where an element is or the sum itself overflows. Over no elements: 0.
/// </summary>
public static class SumOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new ReductionOperator<Adding>("sum", "the sum over all axes or some");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The sum along one axis; a negative one counts from the end.</summary>
        public TOperand Sum(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The sum over these axes; over all of them when none is given.</summary>
        public TOperand Sum(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }
}
