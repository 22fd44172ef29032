using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class ParameterCodecTests
{
    /// <summary>Of each class at least one, with the numbers that are lost most easily.</summary>
    private static readonly Parameters[] All =
    [
        new AxisParameters(int.MinValue),
        new NormParameters(null, KeepDims: false, double.PositiveInfinity),
        new NormParameters([0], KeepDims: true, -0.0),
        new VarianceParameters([0, -1], KeepDims: true, 0.1),
        new ReductionParameters(null, KeepDims: true),
        new ReductionParameters([], KeepDims: false),
        new ReductionParameters([int.MaxValue, int.MinValue], KeepDims: false),
        new MatMulParameters(TransposeLeft: false, TransposeRight: true),
        new MatMulParameters(TransposeLeft: true, TransposeRight: false),
        new CreationParameters(Shape.Scalar, double.NaN, double.Epsilon),
        new CreationParameters(Shape.Of(3, 0, 1L << 50), -0.0, double.MaxValue),
        new ReshapeParameters([]),
        new ReshapeParameters([-1, long.MaxValue]),
        new TransposeParameters([]),
        new TransposeParameters([2, 0, -1]),
        new BroadcastParameters([4, 1]),
        new SliceParameters([]),
        new SliceParameters([AxisSlice.All, AxisSlice.At(-1), AxisSlice.Range(0, null, long.MinValue)]),
        new SliceParameters([AxisSlice.Range(null, 0, -1), AxisSlice.Range(long.MinValue, long.MaxValue, 2)]),
        new PadParameters([0, 1], [2, long.MaxValue], double.NegativeInfinity),
    ];

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSameBitByBit()
    {
        foreach (Parameters parameters in All)
        {
            byte[] letter = ParameterCodec.Encode(parameters).ToByteArray();
            Parameters decoded = ParameterCodec.Decode(ParameterSet.Parser.ParseFrom(letter));
            Assert.Equal(parameters, decoded);
            Assert.Equal(letter, ParameterCodec.Encode(decoded).ToByteArray());
        }
    }

    [Fact]
    public void Encode_OfDifferentParameters_Differs()
    {
        byte[][] letters = [.. All.Select(parameters => ParameterCodec.Encode(parameters).ToByteArray())];
        Assert.Equal(letters.Length, letters.Select(Convert.ToHexString).Distinct().Count());
        Assert.NotEqual(
            ParameterCodec.Encode(new CreationParameters(Shape.Scalar, 0.0, 0)),
            ParameterCodec.Encode(new CreationParameters(Shape.Scalar, -0.0, 0)));
    }

    [Fact]
    public void Encode_OfEveryOperatorsParameters_IsTriedHere()
    {
        IEnumerable<Type> classes = typeof(Parameters).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Parameters)) && !type.IsAbstract);
        Assert.Equal(
            classes.Select(type => type.Name).Order(StringComparer.Ordinal),
            All.Select(parameters => parameters.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Encode_OfAClassWithoutALetter_NamesClassAndCodec()
    {
        var error = Assert.Throws<LetterFormatException>(() => ParameterCodec.Encode(new Unheard()));
        Assert.Contains(nameof(Unheard), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ParameterCodec), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fancy")]
    [InlineData("")]
    [InlineData("Axis")]
    public void Decode_OfAnUnknownKind_NamesIt(string kind)
    {
        var error = Assert.Throws<LetterFormatException>(
            () => ParameterCodec.Decode(new ParameterSet { Kind = kind, Integers = { 1 } }));
        Assert.Contains($"'{kind}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("axis")]
    [InlineData("norm")]
    [InlineData("variance")]
    [InlineData("reduction")]
    [InlineData("matmul")]
    [InlineData("creation")]
    [InlineData("pad")]
    public void Decode_OfTooLittle_SaysWhatCame(string kind)
    {
        var error = Assert.Throws<LetterFormatException>(
            () => ParameterCodec.Decode(new ParameterSet { Kind = kind }));
        Assert.Contains($"'{kind}' came with 0 integers, 0 numbers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfTwoAxesForOne_IsRefused() => Assert.Throws<LetterFormatException>(
        () => ParameterCodec.Decode(new ParameterSet { Kind = "axis", Integers = { 0, 1 } }));

    [Theory]
    [InlineData("axis", int.MaxValue + 1L)]
    [InlineData("axis", long.MinValue)]
    [InlineData("transpose", int.MinValue - 1L)]
    [InlineData("reduction", long.MaxValue)]
    public void Decode_OfAnAxisBeyond32Bits_NamesIt(string kind, long axis)
    {
        var set = new ParameterSet { Kind = kind, Integers = { axis }, Flags = { false, true } };
        var error = Assert.Throws<LetterFormatException>(() => ParameterCodec.Decode(set));
        Assert.StartsWith($"{axis} is no axis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfWhatNoShapeOrSliceIs_IsRefused()
    {
        var negative = new ParameterSet { Kind = "creation", Integers = { -1 }, Numbers = { 0, 0 } };
        var still = new ParameterSet { Kind = "slice", Axes = { new AxisPart { Step = 0 } } };
        Assert.Throws<ShapeException>(() => ParameterCodec.Decode(negative));
        Assert.Throws<ShapeException>(() => ParameterCodec.Decode(still));
    }

    private sealed record Unheard : Parameters;
}
