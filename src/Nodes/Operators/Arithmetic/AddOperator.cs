using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>add: the sum x + y, element by element; shapes broadcast.</summary>
public static class AddOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>("add", "x + y");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
        public TOperand Add(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
        public TOperand Add(double y) => TOperand.Apply(Definition, null, x, x.Number(y));

        /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
        public static TOperand operator +(TOperand left, TOperand right) =>
            TOperand.Apply(Definition, null, left, right);

        /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
        public static TOperand operator +(TOperand left, double right) =>
            TOperand.Apply(Definition, null, left, left.Number(right));

        /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
        public static TOperand operator +(double left, TOperand right) =>
            TOperand.Apply(Definition, null, right.Number(left), right);
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => x + y;
    }
}
