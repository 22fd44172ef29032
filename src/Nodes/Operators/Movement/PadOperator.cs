using System.Globalization;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>How far an array is padded, and with what.</summary>
/// <remarks>Equal only when the value is equal bit by bit, for 0 and -0 make different arrays.</remarks>
/// <param name="Before">How many elements go before each axis; a single number is for all.</param>
/// <param name="After">How many elements go behind each axis; a single number is for all.</param>
/// <param name="Value">The element that is put there.</param>
public sealed record PadParameters(ValueList<long> Before, ValueList<long> After, double Value) : Parameters
{
    /// <summary>How many elements go before each axis; one number is for all.</summary>
    public ValueList<long> Before { get; init; } = Before ?? throw new ArgumentNullException(nameof(Before));

    /// <summary>How many elements go behind each axis; one number is for all.</summary>
    public ValueList<long> After { get; init; } = After ?? throw new ArgumentNullException(nameof(After));

    /// <inheritdoc/>
    protected override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"before={Before}, after={After}, value={Value:R}");

    /// <inheritdoc/>
    public bool Equals(PadParameters? other) =>
        other is not null && Bits == other.Bits && Before.Equals(other.Before) && After.Equals(other.After);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Before, After, Bits);

    private long Bits => BitConverter.DoubleToInt64Bits(Value);
}

/// <summary>pad: the array with a margin of one value, so many elements before and behind each axis.</summary>
public static class PadOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The array with so many elements of a value on every side.</summary>
        public TOperand Pad(long width, double value = 0) => x.Pad([width], [width], value);

        /// <summary>The array with elements of a value before and behind each axis; one number is for all.</summary>
        public TOperand Pad(ReadOnlySpan<long> before, ReadOnlySpan<long> after, double value = 0) =>
            TOperand.Apply(Definition, new PadParameters([.. before], [.. after], value), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("pad", "the array with a margin of one value", "x") => Arguments =
        [
            new("before", ArgumentKind.IntegerList, "How many elements go before each axis; one number is for all."),
            new("after", ArgumentKind.IntegerList, "How many elements go behind each axis; one number is for all."),
            new("value", ArgumentKind.Number, "The element that is put there.", "0"),
        ];

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            var given = (PadParameters)parameters!;
            CheckSigns(given.Before);
            CheckSigns(given.After);
            if (operands[0] is not { } shape) return null;
            long[] before = Widths(given.Before, shape), after = Widths(given.After, shape);
            return Shape.Of([.. before.Select((width, axis) => ShapeRules.Sum(width, shape[axis], after[axis]))]);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        {
            var given = (PadParameters)parameters!;
            Shape shape = operands[0].Shape;
            new Padding<T>(operands[0], Widths(given.Before, shape), T.CreateTruncating(given.Value), result).Run();
        }

        internal override PadParameters Draw(OperandDraw draw)
        {
            int axes = draw.Operand().Rank;
            ValueList<long> Widths() =>
                [.. Enumerable.Range(0, draw.Below(3) == 0 ? 1 : axes).Select(_ => (long)draw.Below(4))];
            return new(Widths(), Widths(), draw.Number());
        }

        private protected override PadParameters MakeParameters(ArgumentValues values) =>
            new(values.Integers("before")!, values.Integers("after")!, values.Number("value", 0));

        private void CheckSigns(ValueList<long> widths)
        {
            if (widths.Any(width => width < 0)) throw Misfit($"widths {widths} should be zero or more");
        }

        private long[] Widths(ValueList<long> widths, Shape shape)
        {
            if (widths.Count == shape.Rank) return [.. widths];
            if (widths.Count == 1) return [.. Enumerable.Repeat(widths[0], shape.Rank)];
            throw Misfit($"widths {widths} should be one number, or one for each of the {shape.Rank} axes of {shape}");
        }
    }
}
