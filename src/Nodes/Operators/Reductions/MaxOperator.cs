using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// max: the greatest element, over all axes or some. NaN if any element is; over no elements an error.
/// </summary>
public static class MaxOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new ReductionOperator<Largest>(
        "max", "the greatest element over all axes or some");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The greatest element along one axis; a negative one counts from the end.</summary>
        public TOperand Max(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The greatest element over these axes; over all of them when none is given.</summary>
        public TOperand Max(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }
}
