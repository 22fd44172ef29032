using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>What a slice takes, axis by axis; axes beyond the list are taken whole.</summary>
/// <param name="Axes">What it takes of the first axis, the second, and so on.</param>
public sealed record SliceParameters(ValueList<AxisSlice> Axes) : Parameters
{
    /// <summary>What is taken of each axis.</summary>
    public ValueList<AxisSlice> Axes { get; init; } = Axes ?? throw new ArgumentNullException(nameof(Axes));

    /// <inheritdoc/>
    protected override string Text => Axes.ToString();
}

/// <summary>slice: some of the elements, at even steps along each axis; an index drops its axis.</summary>
public static class SliceOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// What these take of each axis, as in <c>x.Slice(0, 1..^1)</c>; axes beyond them are taken whole.
        /// </summary>
        public TOperand Slice(params ReadOnlySpan<AxisSlice> axes) =>
            TOperand.Apply(Definition, new SliceParameters([.. axes]), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("slice", "some of the elements, at even steps along each axis", "x") => Arguments =
        [
            new("start", ArgumentKind.IntegerList, "The first position on each axis; from the end if negative.", "[]"),
            new("stop", ArgumentKind.IntegerList, "The position to stop before on each axis.", "[]"),
            new("step", ArgumentKind.IntegerList, "How far it is to the next position on each axis.", "[]"),
        ];

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            if (operands[0] is not { } shape) return null;
            ValueList<AxisSlice> axes = ((SliceParameters)parameters!).Axes;
            if (axes.Count > shape.Rank)
                throw Misfit($"{axes} is for {axes.Count} axes, but shape {shape} has {shape.Rank}; give no more");
            List<long> sizes = [];
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                AxisSlice slice = axis < axes.Count ? axes[axis] : AxisSlice.All;
                if (!slice.IsIndex) sizes.Add(slice.On(shape[axis]).Count);
                else if (slice.Start >= shape[axis] || slice.Start < -shape[axis]) throw Outside(slice, axis, shape);
            }

            return Shape.Of([.. sizes]);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        {
            Shape shape = operands[0].Shape;
            ValueList<AxisSlice> axes = ((SliceParameters)parameters!).Axes;
            long[] sizes = new long[shape.Rank], steps = new long[shape.Rank];
            long[] whole = ShapeRules.Steps(shape);
            long offset = 0;
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                AxisSlice slice = axis < axes.Count ? axes[axis] : AxisSlice.All;
                (long first, sizes[axis]) = slice.On(shape[axis]);
                if (slice.IsIndex) sizes[axis] = 1;
                // A step that leads nowhere may be of any size.
                steps[axis] = sizes[axis] > 1 ? whole[axis] * slice.Step : 0;
                offset += whole[axis] * first;
            }

            StridedCopy.Run(operands[0].Pointer + offset, sizes, steps, result.Pointer);
        }

        internal override SliceParameters Draw(OperandDraw draw)
        {
            Shape x = draw.Operand();
            int axes = draw.Below(x.Rank + 1);
            return new([.. Enumerable.Range(0, axes).Select(axis => DrawOne(draw, (int)x[axis]))]);
        }

        private static AxisSlice DrawOne(OperandDraw draw, int size)
        {
            long? Position() => draw.Below(3) == 0 ? null : draw.Below((2 * size) + 5) - size - 2;
            return draw.Below(5) switch
            {
                0 when size > 0 => AxisSlice.At(draw.Signed(draw.Below(size), size)),
                1 => AxisSlice.All,
                2 => AxisSlice.Range(draw.Below(2), null, 1 + draw.Below(2)),
                _ => AxisSlice.Range(Position(), Position(), draw.Flip() ? 1 + draw.Below(3) : -1 - draw.Below(3)),
            };
        }

        private protected override SliceParameters MakeParameters(ArgumentValues values)
        {
            ValueList<long> starts = values.Integers("start") ?? [], stops = values.Integers("stop") ?? [];
            ValueList<long> steps = values.Integers("step") ?? [];
            int axes = Math.Max(starts.Count, Math.Max(stops.Count, steps.Count));
            return new([.. Enumerable.Range(0, axes).Select(axis => AxisSlice.Range(
                axis < starts.Count ? starts[axis] : null,
                axis < stops.Count ? stops[axis] : null,
                axis < steps.Count ? steps[axis] : 1))]);
        }

        private ShapeException Outside(AxisSlice slice, int axis, Shape shape) => Misfit(
            $"index {slice.Start} is outside axis {axis} of shape {shape}; give {-shape[axis]} to {shape[axis] - 1}");
    }
}
