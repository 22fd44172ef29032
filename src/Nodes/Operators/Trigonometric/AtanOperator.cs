using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>atan: the angle in radians of which x is the tangent, element by element; between -π/2 and π/2.</summary>
public static class AtanOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "atan", "the angle in radians of which x is the tangent", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The angle in radians of which x is the tangent, element by element; between -π/2 and π/2.</summary>
        public TOperand Atan() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => Arctangent.Atan(x);
    }
}
