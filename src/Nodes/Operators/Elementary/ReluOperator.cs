using System.Numerics;
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
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x, T.Zero);

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector.Max(x, Vector<T>.Zero);
    }
}
