using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>mul: the product x * y, element by element; shapes broadcast.</summary>
public static class MulOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>("mul", "x * y");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The product x * y, element by element; shapes broadcast.</summary>
        public TOperand Mul(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>The product x * y, element by element; shapes broadcast.</summary>
        public TOperand Mul(double y) => TOperand.Apply(Definition, null, x, x.Number(y));

        /// <summary>The product x * y, element by element; shapes broadcast.</summary>
        public static TOperand operator *(TOperand left, TOperand right) =>
            TOperand.Apply(Definition, null, left, right);

        /// <summary>The product x * y, element by element; shapes broadcast.</summary>
        public static TOperand operator *(TOperand left, double right) =>
            TOperand.Apply(Definition, null, left, left.Number(right));

        /// <summary>The product x * y, element by element; shapes broadcast.</summary>
        public static TOperand operator *(double left, TOperand right) =>
            TOperand.Apply(Definition, null, right.Number(left), right);
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => x * y;
    }
}
