using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// min2: the smaller of x and y, element by element; shapes broadcast. NaN if either is; -0 is below +0.
/// </summary>
public static class Min2Operator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "min2", "the smaller of x and y; NaN if either is");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// The smaller of x and y, element by element; shapes broadcast. NaN if either is; -0 is below +0.
        /// </summary>
        public TOperand Min2(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>
        /// The smaller of x and y, element by element; shapes broadcast. NaN if either is; -0 is below +0.
        /// </summary>
        public TOperand Min2(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => V.Min(x, y);
    }
}
