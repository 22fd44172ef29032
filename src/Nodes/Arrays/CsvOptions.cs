namespace Dataflow;

/// <summary>How a file of numbers in lines is laid out, and which part of it is wanted.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// Whether the first line is no data even when it is all numbers. A first line with text where numbers are wanted
    /// is skipped without being told. Default false.
    /// </summary>
    public bool HasHeader { get; init; }

    /// <summary>How many lines are not looked at, before the header if there is one. Default 0.</summary>
    public int SkipLines { get; init; }

    /// <summary>The first column wanted; a negative one counts from the end. Default 0.</summary>
    public int FirstColumn { get; init; }

    /// <summary>The column before which to stop; a negative one counts from the end. Default: after the last.</summary>
    public int? LastColumn { get; init; }

    /// <summary>What stands between two numbers. Default a comma.</summary>
    public char Delimiter { get; init; } = ',';
}
