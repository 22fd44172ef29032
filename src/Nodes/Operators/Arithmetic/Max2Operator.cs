using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// max2: the greater of x and y, element by element; shapes broadcast. NaN if either is; -0 is below +0.
/// </summary>
public static class Max2Operator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "max2", "the greater of x and y; NaN if either is");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// The greater of x and y, element by element; shapes broadcast. NaN if either is; -0 is below +0.
        /// </summary>
        public TOperand Max2(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>
        /// The greater of x and y, element by element; shapes broadcast. NaN if either is; -0 is below +0.
        /// </summary>
        public TOperand Max2(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => V.Max(x, y);
    }
}
