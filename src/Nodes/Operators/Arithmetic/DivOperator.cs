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
        public TOperand Div(double y) => TOperand.Apply(Definition, null, x, x.Number(y));

        /// <summary>
        /// The quotient x / y, element by element; shapes broadcast. Division by zero gives an infinity or NaN.
        /// </summary>
        public static TOperand operator /(TOperand left, TOperand right) =>
            TOperand.Apply(Definition, null, left, right);

        /// <summary>
        /// The quotient x / y, element by element; shapes broadcast. Division by zero gives an infinity or NaN.
        /// </summary>
        public static TOperand operator /(TOperand left, double right) =>
            TOperand.Apply(Definition, null, left, left.Number(right));

        /// <summary>
        /// The quotient x / y, element by element; shapes broadcast. Division by zero gives an infinity or NaN.
        /// </summary>
        public static TOperand operator /(double left, TOperand right) =>
            TOperand.Apply(Definition, null, right.Number(left), right);
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => x / y;
    }
}
