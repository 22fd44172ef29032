using System.Globalization;

namespace Dataflow;

/// <summary>Which axes a variance goes over, and what its sum of squares is divided by.</summary>
/// <param name="Axes">The axes, negative ones counted from the end; null for all.</param>
/// <param name="KeepDims">Whether each reduced axis stays, with one element.</param>
/// <param name="Degrees">How many degrees of freedom are taken off the number of elements.</param>
public sealed record VarianceParameters(ValueList<int>? Axes, bool KeepDims, double Degrees)
    : ReductionParameters(Axes, KeepDims)
{
    /// <inheritdoc/>
    protected override string Text => Degrees == 0
        ? base.Text
        : string.Create(CultureInfo.InvariantCulture, $"{base.Text}, ddof={Degrees}");

    /// <summary>Null over everything, divided by the number of elements; no axes stand for all.</summary>
    public static VarianceParameters? Of(ReadOnlySpan<int> axes, double degrees, bool keepDims) =>
        axes.IsEmpty && !keepDims && degrees == 0
            ? null
            : new(axes.IsEmpty ? null : ValueList.Of(axes), keepDims, degrees);

    internal static Argument Argument { get; } =
        new("ddof", ArgumentKind.Number, "Degrees of freedom taken off the number of elements.", "0");

    internal static VarianceParameters? Of(ArgumentValues values) =>
        Of(values.Axes("axis"), values.Number("ddof", 0), values.Boolean("keep_dims", false));
}
