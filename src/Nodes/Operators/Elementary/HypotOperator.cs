using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>hypot: the length of the hypotenuse over x and y, without overflow on the way; shapes broadcast.</summary>
public static class HypotOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "hypot", "the square root of x * x + y * y", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The length of the hypotenuse over x and y, without overflow on the way; shapes broadcast.</summary>
        public TOperand Hypot(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>The length of the hypotenuse over x and y, without overflow on the way; shapes broadcast.</summary>
        public TOperand Hypot(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => Hypotenuse.Hypot(x, y);
    }
}
