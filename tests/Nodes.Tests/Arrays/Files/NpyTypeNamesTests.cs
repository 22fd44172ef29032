using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpyTypeNamesTests
{
    [Theory]
    [InlineData("? b1", "|b1")]
    [InlineData("b i1", "|i1")]
    [InlineData("B u1", "|u1")]
    [InlineData("h i2", "i2")]
    [InlineData("H u2", "u2")]
    [InlineData("i i4", "i4")]
    [InlineData("I u4", "u4")]
    [InlineData("l q p i8", "i8")]
    [InlineData("L Q P u8", "u8")]
    [InlineData("e f2", "f2")]
    [InlineData("f f4", "f4")]
    [InlineData("d f8", "f8")]
    public void OfCode_EachSpelling_IsOneType(string codes, string expected) => Assert.All(
        codes.Split(' '), code => Assert.EndsWith(expected, NpyTypeNames.OfCode(code)!.Value.ToString(),
            StringComparison.Ordinal));

    [Theory]
    [InlineData("bool bool_ bool8", "b1")]
    [InlineData("byte int8", "i1")]
    [InlineData("short int16", "i2")]
    [InlineData("intc int32", "i4")]
    [InlineData("int int_ intp int0 long longlong int64", "i8")]
    [InlineData("ubyte uint8", "u1")]
    [InlineData("ushort uint16", "u2")]
    [InlineData("uintc uint32", "u4")]
    [InlineData("uint uintp uint0 ulong ulonglong uint64", "u8")]
    [InlineData("half float16", "f2")]
    [InlineData("single float32", "f4")]
    [InlineData("float float_ double float64", "f8")]
    public void OfName_EachName_IsOneType(string names, string expected) => Assert.All(
        names.Split(' '), name => Assert.EndsWith(expected, NpyTypeNames.OfName(name)!.Value.ToString(),
            StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("f")]
    [InlineData("f8")]
    [InlineData("Double")]
    [InlineData("complex128")]
    public void OfName_OfNoName_IsNone(string name) => Assert.Null(NpyTypeNames.OfName(name));

    [Theory]
    [InlineData("<c16", "complex numbers")]
    [InlineData("complex128", "complex numbers")]
    [InlineData("D", "complex numbers")]
    [InlineData("c", "text")]
    [InlineData("|S5", "text")]
    [InlineData("<U7", "text")]
    [InlineData("str", "text")]
    [InlineData("|O", "Python objects")]
    [InlineData("<M8[ns]", "times")]
    [InlineData("datetime64", "times")]
    [InlineData("timedelta64", "times")]
    [InlineData("|V12", "raw bytes")]
    [InlineData("<f16", "floats above 64 bits")]
    [InlineData("longdouble", "floats above 64 bits")]
    [InlineData("", "elements of an unknown type")]
    [InlineData("<<", "elements of an unknown type")]
    [InlineData("x9", "elements of an unknown type")]
    public void Describe_OfAnotherType_SaysWhatPeopleCallIt(string text, string expected) =>
        Assert.Equal(expected, NpyTypeNames.Describe(text));
}
