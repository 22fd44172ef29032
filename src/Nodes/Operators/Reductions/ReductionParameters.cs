namespace Dataflow;

/// <summary>Which axes a reduction goes over, and whether they stay as axes of one element.</summary>
/// <param name="Axes">The axes, negative ones counted from the end; null for all.</param>
/// <param name="KeepDims">Whether each reduced axis stays, with one element.</param>
public record ReductionParameters(ValueList<int>? Axes, bool KeepDims) : Parameters
{
    /// <inheritdoc/>
    protected override string Text => Axes is null
        ? $"keep_dims={(KeepDims ? "true" : "false")}"
        : $"axis={Axes}{(KeepDims ? ", keep_dims=true" : "")}";

    /// <summary>
    /// Null for a reduction over everything, so that the same formula has one form; no axes stand for all.
    /// </summary>
    public static ReductionParameters? Of(ReadOnlySpan<int> axes, bool keepDims) =>
        axes.IsEmpty && !keepDims ? null : new(axes.IsEmpty ? null : ValueList.Of(axes), keepDims);
}
