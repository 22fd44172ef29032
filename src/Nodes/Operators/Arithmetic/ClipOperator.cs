using System.Runtime.CompilerServices;
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
        public TOperand Clip(double low, double high) => x.Clip(Operands.Number(x, low), Operands.Number(x, high));
    }

    private readonly struct Kernel : ITernaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V low, V high) where V : unmanaged, IVector<V> => V.Min(V.Max(x, low), high);
    }
}
