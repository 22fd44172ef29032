using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// softmax: exponentials over their sum, along an axis; so they add up to 1. Computed in units of the greatest, so that
/// nothing overflows; NaN in a line, or an infinity above all others, makes the line NaN.
/// </summary>
public static class SoftmaxOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>Exponentials over their sum, along an axis; a negative one counts from the end.</summary>
        public TOperand Softmax(int axis = -1) =>
            TOperand.Apply(Definition, AxisParameters.Of(axis), x);
    }

    private sealed unsafe class Rule : AxisOperator
    {
        public Rule() : base("softmax", "exponentials over their sum along an axis") => Cost = OperatorCost.Heavy;

        protected override LineMap<T> Lines<T>() =>
            new SoftmaxLines<T>(((ElementwiseOperator)ExpOperator.Definition).Row<T>());
    }
}
