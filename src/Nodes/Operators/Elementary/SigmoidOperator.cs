using System.Runtime.CompilerServices;
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

    private readonly unsafe struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V>
        {
            // The exponential never overflows, as its argument is never above zero.
            V one = V.Create(1), tail = PerLane.Map(-V.Abs(x), &Math.Exp, &MathF.Exp);
            return V.Select(V.LessThanOrEqual(V.Create(0), x), one, tail) / (one + tail);
        }
    }
}
