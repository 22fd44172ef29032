using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>acos: the angle in radians of which x is the cosine, element by element; NaN beyond -1 and 1.</summary>
public static class AcosOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "acos", "the angle in radians of which x is the cosine", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The angle in radians of which x is the cosine, element by element; NaN beyond -1 and 1.</summary>
        public TOperand Acos() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Arcsine.Acos(x);
    }
}
