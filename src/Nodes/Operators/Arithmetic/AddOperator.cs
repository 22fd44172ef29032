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
        public TOperand Add(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => x + y;
    }
}
