using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>round: the nearest whole number to x, element by element; halves go to the even one.</summary>
public static class RoundOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "round", "the nearest whole number to x; halves go to the even one");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The nearest whole number to x, element by element; halves go to the even one.</summary>
        public TOperand Round() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        public static bool IsVectorized => true;

        public static T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Round(x);

        public static Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Lanes.Round(x);
    }
}
