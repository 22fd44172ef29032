using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>
/// fmod: what is left of x when y has been taken from it a whole number of times, exactly; shapes broadcast. NaN where
/// y is zero or x infinite.
/// </summary>
public static class FmodOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Binary<Kernel>(
        "fmod", "what is left of x when y has been taken from it a whole number of times", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>What y leaves of x: less than y in size, of the sign of x; shapes broadcast.</summary>
        public TOperand Fmod(TOperand y) => TOperand.Apply(Definition, null, x, y);

        /// <summary>What y leaves of x: less than y in size, of the sign of x; shapes broadcast.</summary>
        public TOperand Fmod(double y) => TOperand.Apply(Definition, null, x, Operands.Number(x, y));
    }

    private readonly struct Kernel : IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : unmanaged, IVector<V> => Remainder.Fmod(x, y);
    }
}
