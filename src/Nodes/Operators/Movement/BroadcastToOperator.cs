using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>The shape to which an array is repeated.</summary>
/// <param name="Sizes">One size for each axis.</param>
public sealed record BroadcastParameters(ValueList<long> Sizes) : Parameters
{
    /// <summary>The sizes to stretch to.</summary>
    public ValueList<long> Sizes { get; init; } = Sizes ?? throw new ArgumentNullException(nameof(Sizes));

    /// <inheritdoc/>
    protected override string Text => $"shape={Sizes}";
}

/// <summary>
/// broadcast_to: the elements repeated to a larger shape; axes are aligned at the end, and one of size 1, or one that
/// is missing, stretches.
/// </summary>
public static class BroadcastToOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The elements repeated to these sizes.</summary>
        public TOperand BroadcastTo(params ReadOnlySpan<long> sizes) =>
            TOperand.Apply(Definition, new BroadcastParameters([.. sizes]), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("broadcast_to", "the elements repeated to a larger shape", "x") => Arguments =
            [new("shape", ArgumentKind.IntegerList, "The sizes to stretch to.")];

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            ValueList<long> sizes = ((BroadcastParameters)parameters!).Sizes;
            if (sizes.Any(size => size < 0)) throw Misfit($"shape {sizes} should have sizes of zero or more");
            Shape target = Shape.Of(sizes.AsSpan());
            if (operands[0] is not { } shape) return target;
            int ahead = target.Rank - shape.Rank;
            bool fits = ahead >= 0;
            for (int axis = 0; fits && axis < shape.Rank; axis++)
                fits = shape[axis] == 1 || shape[axis] == target[ahead + axis];
            if (fits) return target;
            throw Misfit($"shape {shape} does not stretch to {target}; sizes must be equal, or 1 to begin with");
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        {
            Shape shape = operands[0].Shape, target = result.Shape;
            int ahead = target.Rank - shape.Rank;
            long[] sizes = target.Dimensions.ToArray(), steps = new long[target.Rank], own = ShapeRules.Steps(shape);
            for (int axis = 0; axis < shape.Rank; axis++) steps[ahead + axis] = shape[axis] == 1 ? 0 : own[axis];
            StridedCopy.Run(operands[0].Pointer, sizes, steps, result.Pointer);
        }

        internal override BroadcastParameters Draw(OperandDraw draw)
        {
            Shape x = draw.Operand();
            long[] sizes = [.. x.Dimensions.ToArray().Select(size => size == 1 && draw.Flip() ? draw.Size() : size)];
            int ahead = draw.Below(Math.Max(0, OperandDraw.MostAxes - x.Rank) + 1);
            return new([.. Enumerable.Range(0, ahead).Select(_ => draw.Below(16) == 0 ? 0 : draw.Size()), .. sizes]);
        }

        private protected override BroadcastParameters MakeParameters(ArgumentValues values) =>
            new(values.Integers("shape")!);
    }
}
