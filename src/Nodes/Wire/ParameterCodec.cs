using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Wire;

/// <summary>What operators are given besides operands, bit by bit. Equal parameters have equal letters.</summary>
internal static class ParameterCodec
{
    /// <exception cref="LetterFormatException">A class of parameters that no letter knows.</exception>
    public static ParameterSet Encode(Parameters parameters) => parameters switch
    {
        AxisParameters of => new ParameterSet { Kind = "axis", Integers = { of.Axis } },
        NormParameters of => Reduction("norm", of, of.Order),
        VarianceParameters of => Reduction("variance", of, of.Degrees),
        ReductionParameters of => Reduction("reduction", of),
        MatMulParameters of => new ParameterSet
        {
            Kind = "matmul", Flags = { of.TransposeLeft, of.TransposeRight },
        },
        CreationParameters of => new ParameterSet
        {
            Kind = "creation", Integers = { of.Shape.Dimensions.ToArray() }, Numbers = { of.Start, of.Step },
        },
        ReshapeParameters of => new ParameterSet { Kind = "reshape", Integers = { of.Sizes } },
        TransposeParameters of => new ParameterSet { Kind = "transpose", Integers = { of.Axes.Select(Widen) } },
        BroadcastParameters of => new ParameterSet { Kind = "broadcast", Integers = { of.Sizes } },
        SliceParameters of => new ParameterSet { Kind = "slice", Axes = { of.Axes.Select(Encode) } },
        PadParameters of => new ParameterSet
        {
            Kind = "pad", Integers = { of.Before }, More = { of.After }, Numbers = { of.Value },
        },
        _ => throw new LetterFormatException(
            $"parameters of class {parameters.GetType().Name} have no letter: add them to {nameof(ParameterCodec)}"),
    };

    /// <exception cref="LetterFormatException">Of an unknown kind, or not what this kind has.</exception>
    /// <exception cref="ShapeException">A shape that cannot be, or a step of 0.</exception>
    public static Parameters Decode(ParameterSet set) => set.Kind switch
    {
        "axis" => new AxisParameters(Narrow(One(set))),
        "norm" => new NormParameters(ReducedAxes(set), KeepDims(set), Number(set, 0)),
        "variance" => new VarianceParameters(ReducedAxes(set), KeepDims(set), Number(set, 0)),
        "reduction" => new ReductionParameters(ReducedAxes(set), KeepDims(set)),
        "matmul" => new MatMulParameters(Flag(set, 0), Flag(set, 1)),
        "creation" => new CreationParameters(Shape.Of([.. set.Integers]), Number(set, 0), Number(set, 1)),
        "reshape" => new ReshapeParameters([.. set.Integers]),
        "transpose" => new TransposeParameters([.. set.Integers.Select(Narrow)]),
        "broadcast" => new BroadcastParameters([.. set.Integers]),
        "slice" => new SliceParameters([.. set.Axes.Select(Decode)]),
        "pad" => new PadParameters([.. set.Integers], [.. set.More], Number(set, 0)),
        _ => throw new LetterFormatException(
            $"parameters of the unknown kind '{set.Kind}': the sender is perhaps of a newer version"),
    };

    private static ParameterSet Reduction(string kind, ReductionParameters of, params ReadOnlySpan<double> numbers)
    {
        var set = new ParameterSet { Kind = kind, Flags = { of.KeepDims, of.Axes is not null } };
        if (of.Axes is { } axes) set.Integers.Add(axes.Select(Widen));
        foreach (double number in numbers) set.Numbers.Add(number);
        return set;
    }

    private static bool KeepDims(ParameterSet set) => Flag(set, 0);

    private static ValueList<int>? ReducedAxes(ParameterSet set) =>
        Flag(set, 1) ? [.. set.Integers.Select(Narrow)] : null;

    private static AxisPart Encode(AxisSlice slice) => new()
    {
        IsIndex = slice.IsIndex,
        HasStart = slice.Start is not null,
        Start = slice.Start ?? 0,
        HasStop = slice.Stop is not null,
        Stop = slice.Stop ?? 0,
        Step = slice.Step,
    };

    private static AxisSlice Decode(AxisPart part) => part.IsIndex
        ? AxisSlice.At(part.Start)
        : AxisSlice.Range(part.HasStart ? part.Start : null, part.HasStop ? part.Stop : null, part.Step);

    private static long One(ParameterSet set) => set.Integers.Count == 1 ? set.Integers[0] : throw Misfit(set);

    private static bool Flag(ParameterSet set, int at) => at < set.Flags.Count ? set.Flags[at] : throw Misfit(set);

    private static double Number(ParameterSet set, int at) =>
        at < set.Numbers.Count ? set.Numbers[at] : throw Misfit(set);

    private static long Widen(int number) => number;

    private static int Narrow(long number) => number is >= int.MinValue and <= int.MaxValue
        ? (int)number
        : throw new LetterFormatException($"{number} is no axis: axes are numbers of 32 bits");

    private static LetterFormatException Misfit(ParameterSet set) => new(
        $"parameters of kind '{set.Kind}' came with {set.Integers.Count} integers, {set.Numbers.Count} numbers and "
        + $"{set.Flags.Count} flags, which are too few or too many for it");
}
