using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>expand_dims: the same elements with one more axis, of one element, at a place of the new shape.</summary>
public static class ExpandDimsOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The same elements with an axis of one element; a negative place counts from the end.</summary>
        public TOperand ExpandDims(int axis) => TOperand.Apply(Definition, new AxisParameters(axis), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("expand_dims", "the same elements with one more axis of one element", "x") => Arguments =
            [new("axis", ArgumentKind.Integer, "Where the axis goes in the new shape; from the end if negative.")];

        internal override bool IsReshape => true;

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            if (operands[0] is not { } shape) return null;
            int axis = ((AxisParameters)parameters!).Axis, place = axis < 0 ? axis + shape.Rank + 1 : axis;
            if (place < 0 || place > shape.Rank)
                throw Misfit($"axis {axis} is outside {-shape.Rank - 1}..{shape.Rank}, the places in shape {shape}");
            return Shape.Of([.. shape.Dimensions[..place], 1, .. shape.Dimensions[place..]]);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result) =>
            Buffer.MemoryCopy(operands[0].Pointer, result.Pointer, result.Bytes, operands[0].Bytes);

        internal override AxisParameters Draw(OperandDraw draw)
        {
            int places = draw.Operand().Rank + 1;
            return new(draw.Signed(draw.Below(places), places));
        }

        private protected override AxisParameters MakeParameters(ArgumentValues values)
        {
            int[] axes = values.Axes("axis");
            return axes.Length == 1 ? new(axes[0]) : throw Misfit($"give one axis, not {axes.Length}");
        }
    }
}
