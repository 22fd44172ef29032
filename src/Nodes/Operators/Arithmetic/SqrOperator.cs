using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>sqr: the square x * x, element by element.</summary>
public static class SqrOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>("sqr", "x * x");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The square x * x, element by element.</summary>
        public TOperand Sqr() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x * x;

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x * x;
    }
}
