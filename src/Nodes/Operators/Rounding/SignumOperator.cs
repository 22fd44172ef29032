using System.Numerics;
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
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> =>
            x > T.Zero ? T.One : x < T.Zero ? -T.One : x;

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Lanes.Signum(x);
    }
}
