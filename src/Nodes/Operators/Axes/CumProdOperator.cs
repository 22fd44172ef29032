using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// cumprod: the products of all elements up to each, along an axis; one after the other, floats as doubles.
/// </summary>
public static class CumProdOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The products of all elements up to each, along an axis; from the end if negative.</summary>
        public TOperand CumProd(int axis = -1) =>
            TOperand.Apply(Definition, AxisParameters.Of(axis), x);
    }

    private sealed class Rule() : AxisOperator(
        "cumprod", "the products of all elements up to each along an axis")
    {
        protected override LineMap<T> Lines<T>() => new CumulativeProducts<T>();
    }
}
