using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>neg: minus x, element by element; flips the sign of zeros and NaN too.</summary>
public static class NegOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>("neg", "-x");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>Minus x, element by element.</summary>
        public TOperand Neg() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => -x;
    }
}
