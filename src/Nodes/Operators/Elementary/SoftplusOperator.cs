using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>softplus: log(1 + exp(x)), element by element, precise in both tails.</summary>
public static class SoftplusOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "softplus", "log(1 + exp(x)), precise in both tails", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>Log(1 + exp(x)), element by element, precise in both tails.</summary>
        public TOperand Softplus() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Sigmoids.Softplus(x);
    }
}
