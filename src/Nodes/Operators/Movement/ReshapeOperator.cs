using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>The sizes of a reshaped array.</summary>
/// <param name="Sizes">One size for each axis; one of them may be -1, which stands for what is left.</param>
public sealed record ReshapeParameters(ValueList<long> Sizes) : Parameters
{
    /// <summary>The sizes; one may be -1, which stands for what is left.</summary>
    public ValueList<long> Sizes { get; init; } = Sizes ?? throw new ArgumentNullException(nameof(Sizes));

    /// <inheritdoc/>
    protected override string Text => $"shape={Sizes}";
}

/// <summary>reshape: the same elements in the same order, in another shape of the same length.</summary>
public static class ReshapeOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The same elements in these sizes; one may be -1, which stands for what is left.</summary>
        public TOperand Reshape(params ReadOnlySpan<long> sizes) =>
            TOperand.Apply(Definition, new ReshapeParameters([.. sizes]), x);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("reshape", "the same elements in the same order, in another shape", "x") => Arguments =
            [new("shape", ArgumentKind.IntegerList, "The new sizes; one may be -1, which stands for what is left.")];

        internal override bool IsReshape => true;

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            ValueList<long> sizes = ((ReshapeParameters)parameters!).Sizes;
            if (sizes.Count(size => size == -1) > 1 || sizes.Any(size => size < -1))
                throw Misfit($"sizes {sizes} should be zero or more, and at most one of them -1");
            if (operands[0] is not { } shape) return sizes.Contains(-1) ? null : Shape.Of(sizes.AsSpan());
            long[] written = [.. sizes.Where(size => size != -1)];
            long others = ShapeRules.Product(written) ?? long.MaxValue;
            long rest = others == 0 ? 0 : shape.Length / others;
            long[] filled = [.. sizes.Select(size => size == -1 ? rest : size)];
            bool isFilled = ShapeRules.Product(filled) == shape.Length && (others != 0 || !sizes.Contains(-1));
            if (isFilled) return Shape.Of(filled);
            throw Misfit($"{shape.Length} elements of shape {shape} do not fill {sizes}; the lengths must be equal");
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result) =>
            Buffer.MemoryCopy(operands[0].Pointer, result.Pointer, result.Bytes, operands[0].Bytes);

        internal override ReshapeParameters Draw(OperandDraw draw)
        {
            long rest = draw.Operand().Length;
            List<long> sizes = [];
            for (int more = draw.Below(OperandDraw.MostAxes); more > 0 && rest > 0; more--)
            {
                long[] factors = [.. Enumerable.Range(1, 40).Select(by => (long)by).Where(by => rest % by == 0)];
                sizes.Add(factors[draw.Below(factors.Length)]);
                rest /= sizes[^1];
            }

            bool isComplete = rest == 1 && draw.Flip();
            if (!isComplete) sizes.Insert(draw.Below(sizes.Count + 1), rest);
            if (sizes.Count > 0 && rest > 0 && draw.Below(3) == 0) sizes[draw.Below(sizes.Count)] = -1;
            return new([.. sizes]);
        }

        private protected override ReshapeParameters MakeParameters(ArgumentValues values) =>
            new(values.Integers("shape")!);
    }
}
