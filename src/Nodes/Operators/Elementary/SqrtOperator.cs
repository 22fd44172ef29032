using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>sqrt: the square root of x, element by element; NaN below zero.</summary>
public static class SqrtOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>("sqrt", "the square root of x");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The square root of x, element by element; NaN below zero.</summary>
        public TOperand Sqrt() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Sqrt(x);

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector.SquareRoot(x);
    }
}
