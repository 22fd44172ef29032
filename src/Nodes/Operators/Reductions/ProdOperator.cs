using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// prod: the product, over all axes or some. Multiplied in pairs of pairs, floats as doubles, exponents kept apart: it
/// overflows or vanishes only as a whole, never on the way. Over no elements: 1.
/// </summary>
public static class ProdOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The product along one axis; a negative one counts from the end.</summary>
        public TOperand Prod(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The product over these axes; over all of them when none is given.</summary>
        public TOperand Prod(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }

    private sealed unsafe class Rule() : LineReductionOperator("prod", "the product over all axes or some"),
        ITileReduction
    {
        protected override bool NeedsElements => false;

        public bool TakesTiles(Shape operand, Parameters? parameters) => LastAxesGo(operand, parameters);

        public void Reduce<T>(ITileSource<T> source, Shape operand, Parameters? parameters, ArrayElements<T> result)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            LineTileReduction<ScaledProduct<T>, T, ScaledNumber>.Run(
                default, source, operand.Length / result.Length, result);

        protected override void Reduce<T>(
            T* x, long outer, long size, long inner, Parameters? parameters, T* result)
        {
            if (inner > 1 && size > 0) ProductColumns<T>.Run(x, outer, size, inner, result);
            else if (size is > 0 and < ScaledProduct<T>.AtOnce) ProductRows<T>.Run(x, outer, (int)size, result);
            else LineReduction.Run<ScaledProduct<T>, T, ScaledNumber>(default, x, outer, size, inner, result);
        }
    }
}
