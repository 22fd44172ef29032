using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>abs: the absolute value of x, element by element.</summary>
public static class AbsOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>("abs", "the absolute value of x");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The absolute value of x, element by element.</summary>
        public TOperand Abs() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Abs(x);

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Vector.Abs(x);
    }
}
