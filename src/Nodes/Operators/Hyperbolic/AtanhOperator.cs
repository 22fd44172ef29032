using System.Runtime.CompilerServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>atanh: the number of which x is the hyperbolic tangent, element by element; NaN beyond -1 and 1.</summary>
public static class AtanhOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = Operator.Unary<Kernel>(
        "atanh", "the number of which x is the hyperbolic tangent", OperatorCost.Heavy);

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The number of which x is the hyperbolic tangent, element by element; NaN beyond -1 and 1.</summary>
        public TOperand Atanh() => TOperand.Apply(Definition, null, x);
    }

    private readonly struct Kernel : IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x) where V : unmanaged, IVector<V> => AreaFunctions.Atanh(x);
    }
}
