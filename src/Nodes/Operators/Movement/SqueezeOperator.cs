using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>squeeze: the same elements without axes of one element: those that are given, or all of them.</summary>
public static class SqueezeOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The same elements without these axes of one element; without all such if none is given.</summary>
        public TOperand Squeeze(params ReadOnlySpan<int> axes) =>
            TOperand.Apply(Definition, TransposeParameters.Of(axes), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("squeeze", "the same elements without axes of one element", "x") => Arguments =
            [new("axes", ArgumentKind.IntegerList, "The axes to leave out; all of one element if absent.", "[]")];

        internal override bool IsReshape => true;

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            if (operands[0] is not { } shape) return null;
            bool[] goes = [.. shape.Dimensions.ToArray().Select(size => size == 1 && parameters is null)];
            foreach (int given in ((TransposeParameters?)parameters)?.Axes ?? [])
            {
                int axis = NormalizeAxis(shape, given);
                if (shape[axis] != 1) throw Misfit($"axis {axis} of shape {shape} has {shape[axis]} elements, not one");
                goes[axis] = true;
            }

            return Shape.Of([.. shape.Dimensions.ToArray().Where((_, axis) => !goes[axis])]);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result) =>
            Buffer.MemoryCopy(operands[0].Pointer, result.Pointer, result.Bytes, operands[0].Bytes);

        internal override TransposeParameters? Draw(OperandDraw draw)
        {
            Shape x = draw.Operand();
            return TransposeParameters.Of(draw.Axes(x, axis => x[axis] == 1));
        }

        private protected override TransposeParameters? MakeParameters(ArgumentValues values) =>
            TransposeParameters.Of(values.Axes("axes"));
    }
}
