namespace Dataflow;

/// <summary>
/// What a slice takes of one axis: one element, which drops the axis, or a range from start to before stop, every step.
/// As in Python, negative positions count from the end, and a range that reaches beyond the axis ends with it.
/// </summary>
public readonly record struct AxisSlice
{
    private readonly long _stepLessOne;

    private AxisSlice(bool isIndex, long? start, long? stop, long step)
    {
        if (step == 0) throw new ShapeException("slice: a step of 0 goes nowhere; give 1 or more, or -1 or less");
        (IsIndex, Start, Stop, _stepLessOne) = (isIndex, start, stop, step - 1);
    }

    /// <summary>The whole axis.</summary>
    public static AxisSlice All => default;

    /// <summary>Whether it takes one element, at <see cref="Start"/>, and drops the axis.</summary>
    public bool IsIndex { get; }

    /// <summary>The first position; null for the end that the step starts from.</summary>
    public long? Start { get; }

    /// <summary>The position to stop before; null for the end that the step goes to.</summary>
    public long? Stop { get; }

    /// <summary>How far it is from one position to the next; never 0.</summary>
    public long Step => _stepLessOne + 1;

    /// <summary>The element at a position; drops the axis.</summary>
    public static AxisSlice At(long index) => new(true, index, null, 1);

    /// <summary>The positions from start to before stop, every step.</summary>
    /// <exception cref="ShapeException">The step is 0.</exception>
    public static AxisSlice Range(long? start = null, long? stop = null, long step = 1) =>
        new(false, start, stop, step);

    /// <summary>The element at a position; drops the axis.</summary>
    public static implicit operator AxisSlice(int index) => At(index);

    /// <summary>The element at a position, as in <c>^1</c>; drops the axis.</summary>
    public static implicit operator AxisSlice(Index index) => At(index.IsFromEnd ? -index.Value : index.Value);

    /// <summary>The positions of a range, as in <c>1..^1</c>.</summary>
    public static implicit operator AxisSlice(Range range) =>
        Range(Position(range.Start) ?? long.MaxValue, Position(range.End));

    /// <summary>As Python writes it: <c>2</c>, <c>1:5</c>, <c>::-1</c>.</summary>
    public override string ToString() =>
        IsIndex ? $"{Start}" : Step == 1 ? $"{Start}:{Stop}" : $"{Start}:{Stop}:{Step}";

    /// <summary>The first position and the number of positions on an axis of that size.</summary>
    internal (long First, long Count) On(long size)
    {
        (long lowest, long highest) = Step > 0 ? (0L, size) : (-1L, size - 1);
        long first = Start is { } start ? Clamp(start, size, lowest, highest) : Step > 0 ? lowest : highest;
        long stop = Stop is { } end ? Clamp(end, size, lowest, highest) : Step > 0 ? highest : lowest;
        long span = Step > 0 ? stop - first : first - stop;
        // Divided by the step as it is: the lowest number there is has no magnitude.
        return (first, span <= 0 ? 0 : 1 + Math.Abs((span - 1) / Step));
    }

    /// <summary>Null for the place behind the last element, which has no number counted from the end.</summary>
    private static long? Position(Index index) =>
        !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -index.Value;

    private static long Clamp(long position, long size, long lowest, long highest) =>
        Math.Clamp(position < 0 ? position + size : position, lowest, highest);
}
