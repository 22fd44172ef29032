using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>acosh: the number of which x is the hyperbolic cosine, element by element; NaN below 1.</summary>
public static class AcoshOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "acosh", "the number of which x is the hyperbolic cosine", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The number of which x is the hyperbolic cosine, element by element; NaN below 1.</summary>
        public TOperand Acosh() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => AreaFunctions.Acosh(x);
    }
}
