using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// prod: the product, over all axes or some. Multiplied in pairs of pairs, floats as doubles. Over no elements: 1.
/// </summary>
public static class ProdOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new ReductionOperator<Multiplying>(
        "prod", "the product over all axes or some");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The product along one axis; a negative one counts from the end.</summary>
        public TOperand Prod(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The product over these axes; over all of them when none is given.</summary>
        public TOperand Prod(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }
}
