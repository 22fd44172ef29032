using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>erf: the error function of x, element by element; from -1 to 1.</summary>
public static class ErfOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "erf", "the error function of x", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The error function of x, element by element; from -1 to 1.</summary>
        public TOperand Erf() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => ErrorFunction.Erf(x);
    }
}
