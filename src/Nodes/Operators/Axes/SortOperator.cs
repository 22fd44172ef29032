using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// sort: the elements in ascending order, along an axis; -0 before +0, NaN behind all others.
/// </summary>
public static class SortOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The elements in ascending order, NaN last, along an axis; from the end if negative.</summary>
        public TOperand Sort(int axis = -1) =>
            TOperand.Apply(Definition, AxisParameters.Of(axis), x);
    }

    private sealed class Rule : AxisOperator
    {
        public Rule() : base("sort", "the elements in ascending order along an axis") => Cost = OperatorCost.Heavy;

        protected override LineMap<T> Lines<T>() => new SortedLines<T>();
    }
}
