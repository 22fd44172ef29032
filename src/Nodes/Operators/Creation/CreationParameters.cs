using System.Globalization;

namespace Dataflow;

/// <summary>The shape of a new array, its first value, and what is added from element to element.</summary>
/// <remarks>Equal only when the numbers are equal bit by bit, for 0 and -0 make different arrays.</remarks>
/// <param name="Shape">The shape.</param>
/// <param name="Start">The first element.</param>
/// <param name="Step">What is added from one element to the next; 0 for all elements alike.</param>
public sealed record CreationParameters(Shape Shape, double Start, double Step) : Parameters
{
    /// <summary>The shape.</summary>
    public Shape Shape { get; init; } = Shape ?? throw new ArgumentNullException(nameof(Shape));

    /// <inheritdoc/>
    protected override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"shape={Shape}, start={Start:R}, step={Step:R}");

    /// <inheritdoc/>
    public bool Equals(CreationParameters? other) =>
        other is not null && Bits == other.Bits && Shape.Equals(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, Bits);

    private (long Start, long Step) Bits =>
        (BitConverter.DoubleToInt64Bits(Start), BitConverter.DoubleToInt64Bits(Step));
}
