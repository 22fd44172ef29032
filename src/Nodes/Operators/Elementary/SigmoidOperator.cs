using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>sigmoid: 1 / (1 + exp(-x)), element by element, precise in both tails.</summary>
public static class SigmoidOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "sigmoid", "1 / (1 + exp(-x)), precise in both tails", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>1 / (1 + exp(-x)), element by element, precise in both tails.</summary>
        public TOperand Sigmoid() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>
        {
            // The exponential never overflows, as its argument is never above zero.
            T tail = T.Exp(-T.Abs(x));
            return (x >= T.Zero ? T.One : tail) / (T.One + tail);
        }
    }
}
