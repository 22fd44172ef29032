using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// cumsum: the sums of all elements up to each, along an axis; one after the other, floats as doubles.
/// </summary>
public static class CumSumOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The sums of all elements up to each, along an axis; a negative one counts from the end.</summary>
        public TOperand CumSum(int axis = -1) =>
            TOperand.Apply(Definition, AxisParameters.Of(axis), x);
    }

    private sealed class Rule() : AxisOperator(
        "cumsum", "the sums of all elements up to each along an axis")
    {
        protected override LineMap<T> Lines<T>() => new CumulativeSums<T>();
    }
}
