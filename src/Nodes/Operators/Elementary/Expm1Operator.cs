using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>expm1: e to the power of x, minus 1, element by element; precise for small x too.</summary>
public static class Expm1Operator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "expm1", "e to the power of x, minus 1, precise for small x too", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>E to the power of x, minus 1, element by element; precise for small x too.</summary>
        public TOperand Expm1() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Hyperbolics.Expm1(x);
    }
}
