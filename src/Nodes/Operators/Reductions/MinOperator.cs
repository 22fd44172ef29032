using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// min: the smallest element, over all axes or some. NaN if any element is; over no elements an error.
/// </summary>
public static class MinOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new ReductionOperator<Smallest>(
        "min", "the smallest element over all axes or some");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The smallest element along one axis; a negative one counts from the end.</summary>
        public TOperand Min(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The smallest element over these axes; over all of them when none is given.</summary>
        public TOperand Min(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }
}
