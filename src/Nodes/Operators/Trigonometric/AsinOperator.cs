using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>asin: the angle in radians of which x is the sine, element by element; NaN beyond -1 and 1.</summary>
public static class AsinOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "asin", "the angle in radians of which x is the sine", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The angle in radians of which x is the sine, element by element; NaN beyond -1 and 1.</summary>
        public TOperand Asin() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Arcsine.Asin(x);
    }
}
