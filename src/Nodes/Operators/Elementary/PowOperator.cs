using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>pow: x to the power of y, element by element; shapes broadcast.</summary>
public static class PowOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "pow", "x to the power of y", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>x to the power of y, element by element; shapes broadcast.</summary>
        public TOperand Pow(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>x to the power of y, element by element; shapes broadcast.</summary>
        public TOperand Pow(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => PowerFunction.Pow(x, y);
    }
}
