using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// atan2: the angle in radians of the point (x, y) seen from the origin, from -π to π; shapes broadcast.
/// </summary>
public static class Atan2Operator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "atan2", "the angle in radians of the point (x, y)", OperatorCost.Heavy, first: "y", second: "x");

    extension<TOperand>(TOperand y) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// The angle in radians of the point (x, y) seen from the origin, from -π to π; shapes broadcast.
        /// </summary>
        public TOperand Atan2(TOperand x) => TOperand.Apply(Definition, null, y, x);

        /// <summary>
        /// The angle in radians of the point (x, y) seen from the origin, from -π to π; shapes broadcast.
        /// </summary>
        public TOperand Atan2(double x) => TOperand.Apply(Definition, null, y, Operands.Number(y, x));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V y, V x) where V : unmanaged, IVector<V> => Arctangent.Atan2(y, x);
    }
}
