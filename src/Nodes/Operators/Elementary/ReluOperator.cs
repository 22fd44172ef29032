using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>relu: x where it is above zero, else zero, element by element; NaN stays NaN, -0 becomes 0.</summary>
public static class ReluOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>("relu", "x where it is above zero, else zero");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>x where it is above zero, else zero, element by element; NaN stays NaN, -0 becomes 0.</summary>
        public TOperand Relu() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => V.Max(x, V.Create(0));
    }
}
