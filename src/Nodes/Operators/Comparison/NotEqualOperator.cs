using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// not_equal: 1 where x is not equal to y, else 0, element by element; shapes broadcast. 1 where either is NaN.
/// </summary>
public static class NotEqualOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "not_equal", "1 where x is not equal to y, else 0");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// 1 where x is not equal to y, else 0, element by element; shapes broadcast. 1 where either is NaN.
        /// </summary>
        public TOperand NotEqual(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>
        /// 1 where x is not equal to y, else 0, element by element; shapes broadcast. 1 where either is NaN.
        /// </summary>
        public TOperand NotEqual(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => V.AndNot(V.Create(1), V.Equal(x, y));
    }
}
