using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>sub: the difference x - y, element by element; shapes broadcast.</summary>
public static class SubOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>("sub", "x - y");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The difference x - y, element by element; shapes broadcast.</summary>
        public TOperand Sub(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>The difference x - y, element by element; shapes broadcast.</summary>
        public TOperand Sub(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => x - y;
    }
}
