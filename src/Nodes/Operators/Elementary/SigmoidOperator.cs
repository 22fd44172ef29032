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

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Sigmoids.Sigmoid(x);
    }
}
