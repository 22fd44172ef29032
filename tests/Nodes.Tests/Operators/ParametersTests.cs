namespace Dataflow.Nodes.Tests.Operators;

public sealed class ParametersTests
{
    [Fact]
    public void Equals_SameValuesInLists_HoldsAndHashesAlike()
    {
        Parameters[][] pairs =
        [
            [ReductionParameters.Of([0, 1], true)!, ReductionParameters.Of([0, 1], true)!],
            [new ReshapeParameters([2, -1]), new ReshapeParameters([2, -1])],
            [new SliceParameters([1, 2..^1]), new SliceParameters([AxisSlice.At(1), AxisSlice.Range(2, -1)])],
            [new CreationParameters(Shape.Of(3), 1, 0), new CreationParameters(Shape.Of(3), 1, 0)],
            [new TransposeParameters([1, 0]), new TransposeParameters([1, 0])],
        ];
        Assert.All(pairs, pair => Assert.Equal(pair[0], pair[1]));
        Assert.All(pairs, pair => Assert.Equal(pair[0].GetHashCode(), pair[1].GetHashCode()));
    }

    [Fact]
    public void Equals_OtherValues_Fails()
    {
        Assert.NotEqual(ReductionParameters.Of([0], true), ReductionParameters.Of([0], false));
        Assert.NotEqual(ReductionParameters.Of([0, 1], false), ReductionParameters.Of([1, 0], false));
        Assert.NotEqual(new SliceParameters([1]), new SliceParameters([1..2]));
        Assert.NotEqual(new CreationParameters(Shape.Of(3), 0.0, 0), new CreationParameters(Shape.Of(3), -0.0, 0));
    }

    [Fact]
    public void Of_OverEverything_IsNullForOneFormOfTheFormula()
    {
        Assert.Null(ReductionParameters.Of([], false));
        Assert.Null(SumOperator.Definition.Bind([]));
        Assert.Null(SinOperator.Definition.Bind([]));
    }

    [Fact]
    public void ToString_Parameters_IsAsAScriptWritesThem()
    {
        Assert.Equal("axis=[0], keep_dims=true", $"{ReductionParameters.Of([0], true)}");
        Assert.Equal("[1, 2:-1, ::-1]", $"{new SliceParameters([1, 2..^1, AxisSlice.Range(step: -1)])}");
        Assert.Equal("shape=[2, -1]", $"{new ReshapeParameters([2, -1])}");
        Assert.Equal("shape=[3], start=0.5, step=0", $"{new CreationParameters(Shape.Of(3), 0.5, 0)}");
    }

    [Fact]
    public void Bind_ScriptArguments_GivesWhatTheCallSyntaxGives()
    {
        Assert.Equal(
            ReductionParameters.Of([1], true),
            SumOperator.Definition.Bind(new() { ["axis"] = 1L, ["keep_dims"] = true }));
        Assert.Equal(
            new TransposeParameters([1, 0]),
            TransposeOperator.Definition.Bind(new() { ["axes"] = new[] { 1, 0 } }));
        Assert.Equal(
            new ReshapeParameters([2, 3]),
            ReshapeOperator.Definition.Bind(new() { ["shape"] = new long[] { 2, 3 } }));
        Assert.Equal(
            new CreationParameters(Shape.Of(4), 1, 0.5),
            SequentialOperator.Definition.Bind(new() { ["shape"] = 4, ["start"] = 1, ["step"] = 0.5 }));
        Assert.Equal(
            new SliceParameters([1..3, AxisSlice.Range(2)]),
            SliceOperator.Definition.Bind(new() { ["start"] = new[] { 1, 2 }, ["stop"] = 3 }));
    }

    [Theory]
    [InlineData("sum", "axes", 1, "sum: there is no argument axes; it takes axis, keep_dims")]
    [InlineData("sum", "axis", true,
        "sum: argument axis should be a whole number or a list of whole numbers, but true came")]
    [InlineData("full", "value", new[] { 1, 2 },
        "full: argument shape is missing; give a whole number or a list of whole numbers")]
    [InlineData("sum", "keep_dims", new[] { 1, 2 }, "sum: argument keep_dims should be true or false, but [1, 2] came")]
    [InlineData("sum", "keep_dims", 1, "sum: argument keep_dims should be true or false, but 1 came")]
    [InlineData("full", "shape", 3, "full: argument value is missing; give a number")]
    [InlineData("sin", "axis", 1, "sin: there is no argument axis; it takes no arguments")]
    [InlineData("zeros", "shape", -3, "zeros: shape [-3] should have sizes of zero or more")]
    public void Bind_Misfit_SaysWhatWasExpected(string name, string argument, object value, string message)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        var error = Assert.ThrowsAny<DataflowException>(() => op.Bind(new() { [argument] = value }));
        Assert.Equal(message, error.Message);
    }
}
