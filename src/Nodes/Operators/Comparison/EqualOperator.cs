using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// equal: 1 where x is equal to y, else 0, element by element; shapes broadcast. 0 where either is NaN.
/// </summary>
public static class EqualOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>("equal", "1 where x is equal to y, else 0");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// 1 where x is equal to y, else 0, element by element; shapes broadcast. 0 where either is NaN.
        /// </summary>
        public TOperand Equal(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>
        /// 1 where x is equal to y, else 0, element by element; shapes broadcast. 0 where either is NaN.
        /// </summary>
        public TOperand Equal(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => V.Equal(x, y) & V.Create(1);
    }
}
