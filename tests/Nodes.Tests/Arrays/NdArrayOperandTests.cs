namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NdArrayOperandTests
{
    private static readonly NdArray<double> X = NdArray<double>.Of(1, 2, 3);

    [Fact]
    public void Apply_AnOperator_IsANewArrayThatAUserHas()
    {
        NdArray<double> y = NdArray<double>.Apply(AddOperator.Definition, null, X, X);
        Assert.Equal([2, 4, 6], y.ToArray());
        Assert.True(y.Block.IsEscaped);
        Assert.Equal([1, 2, 3], X.ToArray());
    }

    [Fact]
    public void Apply_AReshape_SharesTheMemory()
    {
        NdArray<double> y = NdArray<double>.Apply(
            ReshapeOperator.Definition, new ReshapeParameters([3, 1]), X);
        Assert.Same(X.Block, y.Block);
        Assert.Equal(Shape.Of(3, 1), y.Shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Apply_ToAnotherNumberOfOperands_SaysHowMany(int count)
    {
        NdArray<double>[] operands = [.. Enumerable.Repeat(X, count)];
        var error = Assert.Throws<DataflowException>(
            () => NdArray<double>.Apply(AddOperator.Definition, null, operands));
        Assert.Equal($"add: 2 operands expected, but {count} came", error.Message);
    }

    [Fact]
    public void Apply_ToNull_NamesTheOperand()
    {
        Assert.Equal("op", Assert.Throws<ArgumentNullException>(
            () => NdArray<double>.Apply(null!, null, X)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentNullException>(
            () => NdArray<double>.Apply(AddOperator.Definition, null, X, null!)).ParamName);
    }

    [Fact]
    public void Apply_WithParametersOfAnotherOperator_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(
            () => NdArray<double>.Apply(ReshapeOperator.Definition, new AxisParameters(0), X));
        Assert.StartsWith("reshape: AxisParameters came", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_BesideAnArray_IsRoundedToItsType()
    {
        Assert.Equal(0.1, X.Number(0.1).ToScalar());
        Assert.Equal(0.1f, NdArray<float>.Of(1).Number(0.1).ToScalar());
        Assert.Equal(float.PositiveInfinity, NdArray<float>.Of(1).Number(1e300).ToScalar());
        Assert.True(X.Number(0.1).IsScalar);
    }
}
