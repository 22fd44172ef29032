using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>Which axis of the operand each axis of a transposed array is.</summary>
/// <param name="Axes">The operand's axes in their new order; negative ones count from the end.</param>
public sealed record TransposeParameters(ValueList<int> Axes) : Parameters
{
    /// <summary>The axes of the operand, in their new order.</summary>
    public ValueList<int> Axes { get; init; } = Axes ?? throw new ArgumentNullException(nameof(Axes));

    /// <inheritdoc/>
    protected override string Text => $"axes={Axes}";

    /// <summary>Null, which reverses the axes, when none are given.</summary>
    internal static TransposeParameters? Of(ReadOnlySpan<int> axes) => axes.IsEmpty ? null : new([.. axes]);
}

/// <summary>transpose: the same elements with the axes in another order; the reverse one when none is given.</summary>
public static class TransposeOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The same elements with the axes in this order (reversed when none is given).</summary>
        public TOperand Transpose(params ReadOnlySpan<int> axes) =>
            TOperand.Apply(Definition, TransposeParameters.Of(axes), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("transpose", "the same elements with the axes in another order", "x") => Arguments =
            [new("axes", ArgumentKind.IntegerList, "The operand's axes in their new order; reversed if absent.", "[]")];

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            if (operands[0] is not { } shape) return null;
            return Shape.Of([.. Order(shape, parameters).Select(axis => shape[axis])]);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        {
            Shape shape = operands[0].Shape;
            int[] order = Order(shape, parameters);
            long[] steps = ShapeRules.Steps(shape);
            long[] sizes = [.. order.Select(axis => shape[axis])], moved = [.. order.Select(axis => steps[axis])];
            StridedCopy.Run(operands[0].Pointer, sizes, moved, result.Pointer);
        }

        internal override TransposeParameters? Draw(OperandDraw draw)
        {
            int rank = draw.Operand().Rank;
            return draw.Flip()
                ? null
                : TransposeParameters.Of([.. draw.Shuffled(rank).Select(axis => draw.Signed(axis, rank))]);
        }

        private protected override TransposeParameters? MakeParameters(ArgumentValues values) =>
            TransposeParameters.Of(values.Axes("axes"));

        private int[] Order(Shape shape, Parameters? parameters)
        {
            if (parameters is not TransposeParameters { Axes: var axes })
                return [.. Enumerable.Range(0, shape.Rank).Reverse()];
            int[] order = [.. axes.Select(axis => NormalizeAxis(shape, axis))];
            if (order.Length == shape.Rank && order.Distinct().Count() == order.Length) return order;
            throw Misfit($"axes {axes} should name each of the {shape.Rank} axes of shape {shape} once");
        }
    }
}
