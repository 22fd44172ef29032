using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>ceil: the smallest whole number not below x, element by element.</summary>
public static class CeilOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "ceil", "the smallest whole number not below x");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The smallest whole number not below x, element by element.</summary>
        public TOperand Ceil() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Ceiling(x);

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Lanes.Ceiling(x);
    }
}
