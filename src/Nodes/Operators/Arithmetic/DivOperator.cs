using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// div: the quotient x / y, element by element; shapes broadcast. Division by zero gives an infinity or NaN.
/// </summary>
public static class DivOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>("div", "x / y");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// The quotient x / y, element by element; shapes broadcast. Division by zero gives an infinity or NaN.
        /// </summary>
        public TOperand Div(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>
        /// The quotient x / y, element by element; shapes broadcast. Division by zero gives an infinity or NaN.
        /// </summary>
        public TOperand Div(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => x / y;
    }
}
