using System.Globalization;

namespace Dataflow;

/// <summary>Which axes a norm goes over, and which norm it is.</summary>
/// <param name="Axes">The axes, negative ones counted from the end; null for all.</param>
/// <param name="KeepDims">Whether each reduced axis stays, with one element.</param>
/// <param name="Order">1, 2 or infinity.</param>
public sealed record NormParameters(ValueList<int>? Axes, bool KeepDims, double Order)
    : ReductionParameters(Axes, KeepDims)
{
    /// <inheritdoc/>
    protected override string Text => Order == 2
        ? base.Text
        : string.Create(CultureInfo.InvariantCulture, $"{base.Text}, ord={Order}");

    /// <summary>Null for the Euclidean norm of everything; no axes stand for all.</summary>
    /// <exception cref="DataflowException">The order is none of the three.</exception>
    public static NormParameters? Of(ReadOnlySpan<int> axes, double order, bool keepDims)
    {
        if (order is not (1 or 2 or double.PositiveInfinity))
            throw new DataflowException(string.Create(
                CultureInfo.InvariantCulture, $"norm: there is no order {order}; give 1, 2 or infinity"));
        return axes.IsEmpty && !keepDims && order == 2
            ? null
            : new(axes.IsEmpty ? null : ValueList.Of(axes), keepDims, order);
    }
}
