using Dataflow.Host.Output;

namespace Dataflow.Host.Tests.Output;

public sealed class TextFormatTests
{
    [Theory]
    [InlineData(3, "3")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Of_Scalar_IsItsNumber(double value, string expected) =>
        Assert.Equal(expected, TextFormat.Of(NdArray<double>.Scalar(value)));

    [Fact]
    public void Of_Single_HasItsOwnDigits() => Assert.Equal("[0.1]", TextFormat.Of(NdArray<float>.Of(0.1f)));

    [Fact]
    public void Of_Matrix_HasARowALine() => Assert.Equal(
        "[[1, 2],\n [3, 4]]", TextFormat.Of(NdArray<double>.From(new double[,] { { 1, 2 }, { 3, 4 } })));

    [Fact]
    public void Of_Indented_LinesStandBelowOneAnother() => Assert.Equal(
        "[[1],\n     [2]]", TextFormat.Of(NdArray<double>.From(new double[,] { { 1 }, { 2 } }), "    "));

    [Fact]
    public void Of_ThreeAxes_IsNested() => Assert.Equal(
        "[[[1, 2]],\n [[3, 4]]]", TextFormat.Of(NdArray<double>.From([1, 2, 3, 4], Shape.Of(2, 1, 2))));

    [Fact]
    public void Of_Large_ShowsItsEndsAndShape() => Assert.Equal(
        "[0, 1, 2, ..., 198, 199, 200]  shape [201]",
        TextFormat.Of(NdArray<double>.Of([.. Enumerable.Range(0, 201).Select(i => (double)i)])));

    [Fact]
    public void Of_LargeMatrix_ShowsTheEndsOfEachAxis()
    {
        string[] lines = TextFormat.Of(NdArray<double>.From(new double[1000], Shape.Of(500, 2))).Split('\n');

        Assert.Equal(["[[0, 0],", " [0, 0],", " [0, 0],", " ...,"], lines[..4]);
        Assert.Equal(7, lines.Length);
        Assert.EndsWith("]]  shape [500, 2]", lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Empty_IsAnEmptyList() => Assert.Equal("[]", TextFormat.Of(NdArray<double>.Of()));
}
