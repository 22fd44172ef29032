using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// clip: x, but not below low and not above high, element by element; shapes broadcast. NaN if any of the three is;
/// where low is above high, high.
/// </summary>
public static class ClipOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new TernaryOperator<Kernel>(
        "clip", "x, but not below low and not above high", "x", "low", "high");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>x, but not below low and not above high, element by element; shapes broadcast.</summary>
        public TOperand Clip(TOperand low, TOperand high) => TOperand.Apply(Definition, null, x, low, high);

        /// <summary>x, but not below low and not above high, element by element.</summary>
        public TOperand Clip(double low, double high) => x.Clip(x.Number(low), x.Number(high));
    }

    private readonly struct Kernel : ITernaryKernel
    {
        public static T Apply<T>(T x, T low, T high) where T : unmanaged, IFloatingPointIeee754<T> =>
            T.Min(T.Max(x, low), high);

        public static Vector<T> Apply<T>(Vector<T> x, Vector<T> low, Vector<T> high)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector.Min(Vector.Max(x, low), high);
    }
}
