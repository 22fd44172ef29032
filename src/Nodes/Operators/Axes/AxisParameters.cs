namespace Dataflow;

/// <summary>Along which axis an operator goes.</summary>
/// <param name="Axis">The axis; a negative one counts from the end.</param>
public sealed record AxisParameters(int Axis) : Parameters
{
    /// <inheritdoc/>
    protected override string Text => $"axis={Axis}";

    /// <summary>Null for the last axis, so that the same formula has one form.</summary>
    public static AxisParameters? Of(int axis) => axis == -1 ? null : new(axis);
}
