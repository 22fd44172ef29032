using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>log1p: the natural logarithm of 1 + x, element by element; precise for small x too, NaN below -1.</summary>
public static class Log1pOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "log1p", "the natural logarithm of 1 + x, precise for small x too; NaN below -1", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The natural logarithm of 1 + x, element by element; precise for small x too.</summary>
        public TOperand Log1p() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Logarithms.Log1p(x);
    }
}
