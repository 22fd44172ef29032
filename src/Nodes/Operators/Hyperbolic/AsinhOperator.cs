using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>asinh: the number of which x is the hyperbolic sine, element by element.</summary>
public static class AsinhOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "asinh", "the number of which x is the hyperbolic sine", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The number of which x is the hyperbolic sine, element by element.</summary>
        public TOperand Asinh() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => AreaFunctions.Asinh(x);
    }
}
