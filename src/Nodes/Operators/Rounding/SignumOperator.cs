using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// signum: 1 where x is above zero, -1 where below, element by element; NaN and signed zeros stay themselves.
/// </summary>
public static class SignumOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "signum", "1 where x is above zero, -1 where below, else x");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// 1 where x is above zero, -1 where below, element by element; NaN and signed zeros stay themselves.
        /// </summary>
        public TOperand Signum() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V>
        {
            V zero = V.Create(0);
            V below = V.Select(V.LessThan(x, zero), V.Create(-1), x);
            return V.Select(V.LessThan(zero, x), V.Create(1), below);
        }
    }
}
