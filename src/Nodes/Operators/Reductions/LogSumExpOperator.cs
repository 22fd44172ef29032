using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// logsumexp: the logarithm of the sum of exponentials, over all axes or some, without overflow on the way. NaN if any
/// element is; over no elements: minus infinity.
/// </summary>
public static class LogSumExpOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The logarithm of the sum of exponentials along one axis.</summary>
        public TOperand LogSumExp(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The logarithm of the sum of exponentials over these axes; over all when none is given.</summary>
        public TOperand LogSumExp(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }

    private sealed unsafe class Rule : LineReductionOperator
    {
        public Rule() : base("logsumexp", "the logarithm of the sum of exponentials over all axes or some") =>
            Cost = OperatorCost.Heavy;

        protected override bool NeedsElements => false;

        protected override void Reduce<T>(
            T* x, long outer, long size, long inner, Parameters? parameters, T* result)
        {
            var kernel = new ExponentialSum<T>(((ElementwiseOperator)ExpOperator.Definition).Row<T>());
            LineReduction.Run<ExponentialSum<T>, T, ExponentialsOfLine>(kernel, x, outer, size, inner, result);
        }
    }
}
