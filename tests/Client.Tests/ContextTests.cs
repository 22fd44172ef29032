using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests;

public abstract class ContextTests(Func<Context> open)
{
    private readonly Context _flow = open();

    [Fact]
    public void Define_WithTooFewOperands_SaysHowManyItTakes()
    {
        LazyArray<double> a = _flow.Variable<double>();
        var error = Assert.Throws<ArgumentException>(() => _flow.Define(AddOperator.Definition, null, a));
        Assert.Equal("add takes 2 operands and was given 1", error.Message);
        Assert.Throws<ArgumentException>(() => _flow.Define(AbsOperator.Definition, null, a, a));
        Assert.Throws<ArgumentException>(() => _flow.Define<double>(AbsOperator.Definition, null));
    }

    [Fact]
    public void Define_WithANodeOfAnotherContext_IsRefused()
    {
        LazyArray<double> mine = _flow.Variable<double>("mine"), other = new Context().Variable<double>("other");
        var error = Assert.Throws<ArgumentException>(() => mine + other);
        Assert.Contains("belongs to another context", error.Message, StringComparison.Ordinal);
        Assert.Contains("other", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _flow.Define(AbsOperator.Definition, null, other));
    }

    [Fact]
    public async Task AnyVerb_OnANodeOfAnotherContext_IsRefused()
    {
        LazyArray<double> other = new Context().Variable<double>("other");
        Assert.Throws<ArgumentException>(() => _flow.Eval(other));
        await Assert.ThrowsAsync<ArgumentException>(() => _flow.EvalAsync([other]));
        Assert.Throws<ArgumentException>(() => _flow.ToTrace(other));
        Assert.Throws<ArgumentException>(() => _flow.ToDot(other));
        Assert.Throws<ArgumentException>(() => _flow.Report(other));
        Assert.Throws<ArgumentException>(() => _flow.Transaction(step => step.Assign(other, 1)));
    }

    [Fact]
    public void Define_OfOperatorsWithoutOperands_MakesArrays()
    {
        Shape shape = Shape.Of(2, 2);
        LazyArray<double> zeros = _flow.Define<double>(ZerosOperator.Definition, new CreationParameters(shape, 0, 0));
        LazyArray<double> full = _flow.Define<double>(FullOperator.Definition, new CreationParameters(shape, 7, 0));
        LazyArray<double> sequence = _flow.Define<double>(
            SequentialOperator.Definition, new CreationParameters(shape, 1, 2));
        Assert.Equal(shape, zeros.Shape);
        Assert.Equal([0, 0, 0, 0], zeros.Eval().ToArray());
        Assert.Equal([7, 7, 7, 7], full.Eval().ToArray());
        Assert.Equal([8, 10, 12, 14], (full + sequence).Eval().ToArray());
    }

    [Fact]
    public void Define_OfCreations_SharesEqualOnes()
    {
        int Id(double start) =>
            _flow.Define<float>(FullOperator.Definition, new CreationParameters(Shape.Of(3), start, 0)).Id;
        Assert.Equal(Id(1), Id(1));
        Assert.NotEqual(Id(1), Id(2));
    }

    [Fact]
    public void Apply_OfAnOperatorWithoutOperands_SaysWhatToUse()
    {
        var error = Assert.Throws<ArgumentException>(
            () => LazyArray<double>.Apply(ZerosOperator.Definition, new CreationParameters(Shape.Of(2), 0, 0)));
        Assert.Contains("Context.Define", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_OfEqualNumbers_IsOneNode()
    {
        Assert.Equal(_flow.Constant(2.0).Id, _flow.Constant(2.0).Id);
        Assert.Equal(_flow.Constant(2.0).Id, _flow.Constant(NdArray<double>.Scalar(2)).Id);
        Assert.NotEqual(_flow.Constant(2.0).Id, _flow.Constant(3.0).Id);
        Assert.NotEqual(_flow.Constant(2.0).Id, _flow.Constant(2f).Id);
    }

    [Fact]
    public void Constant_OfTheSameArrayObject_IsOneNode()
    {
        NdArray<double> array = NdArray<double>.Of(1, 2);
        Assert.Equal(_flow.Constant(array).Id, _flow.Constant(array).Id);
        Assert.NotEqual(_flow.Constant(array).Id, _flow.Constant(NdArray<double>.Of(1, 2)).Id);
    }

    [Fact]
    public void Report_OfAGraph_ListsOperandsFirstAndEachOnce()
    {
        LazyArray<float> a = _flow.Variable<float>("a", new[] { 3 }), sum = (a + 1) * a;
        a.Assign([1, 2, 3]);
        _ = sum.Eval();
        IReadOnlyList<NodeReport> report = _flow.Report(sum, a);
        Assert.Equal(["a", "constant", "add", "mul"], report.Select(node => node.Name));
        NodeReport last = report[^1];
        Assert.Equal((sum.Id, "mul", "mul"), (last.Id, last.Name, last.Operator));
        Assert.Equal((Shape.Of(3), ElementType.Float32), (last.Shape, last.ElementType));
        Assert.Equal((true, 1L, 0L, 12L), (last.IsValid, last.Runs, last.Hits, last.BytesHeld));
        Assert.Empty(_flow.Report());
    }

    [Fact]
    public void Report_OfWhatNobodyAskedFor_HasNoWork()
    {
        LazyArray<double> difference = _flow.Variable<double>("a") - _flow.Variable<double>("b");
        Assert.All(
            _flow.Report(difference),
            node => Assert.Equal((false, 0L, 0L), (node.IsValid, node.Runs, node.BytesHeld)));
    }

    [Fact]
    public void Report_OfConstantsThatNobodyUsed_SaysThatTheyAreValid()
    {
        NodeReport number = _flow.Report(_flow.Constant(2.0))[0];
        Assert.Equal((true, Shape.Scalar, 8L), (number.IsValid, number.Shape, number.BytesHeld));
        NodeReport array = _flow.Report(_flow.Constant(NdArray<float>.Of(1, 2, 3)))[0];
        Assert.Equal((true, Shape.Of(3), 12L), (array.IsValid, array.Shape, array.BytesHeld));
    }

    [Fact]
    public void Report_OfValuesThatWereNotKept_HasTheirShapes()
    {
        LazyArray<double> a = _flow.Variable<double>("a"), row = a.ExpandDims(0);
        LazyArray<double> sum = a.Exp().ExpandDims(0).Concatenate(row).Sum(axis: 1);
        a.Assign([1, 2, 3]);
        _ = sum.Eval();
        IReadOnlyList<NodeReport> report = _flow.Report(sum);
        Assert.Contains(report, node => !node.IsValid);
        Assert.Equal(
            ["a [3]", "exp [3]", "expand_dims [1, 3]", "expand_dims [1, 3]", "concatenate [2, 3]", "sum [2]"],
            report.Select(node => $"{node.Name} {node.Shape}"));
    }

    [Fact]
    public void Report_OfShapesThatDoNotFit_LeavesOutWhatCannotBeKnown()
    {
        LazyArray<double> a = _flow.Variable<double>("a"), b = _flow.Variable<double>("b"), sum = (a + b).Exp();
        a.Assign([1, 2, 3]);
        b.Assign([1, 2]);
        Assert.Equal(["a [3]", "b [2]", "add ", "exp "], _flow.Report(sum).Select(node => $"{node.Name} {node.Shape}"));
    }
}

public sealed class EmbeddedContextTests() : ContextTests(() => new Context())
{
    [Fact]
    public void Variable_Twice_IsTwoNodesWhateverTheirNames()
    {
        var flow = new Context();
        Assert.NotEqual(flow.Variable<double>("x").Id, flow.Variable<double>("x").Id);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 4097)]
    public void Constructor_WithOptionsOutOfRange_NamesThem(int nodesPerActor, int kernelsAtATime)
    {
        var options = new EngineOptions { NodesPerActor = nodesPerActor, KernelsAtATime = kernelsAtATime };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Context(options));
        string wrong = nodesPerActor < 1 ? nameof(EngineOptions.NodesPerActor) : nameof(EngineOptions.KernelsAtATime);
        Assert.Contains(wrong, error.Message, StringComparison.Ordinal);
    }
}

public sealed class RemoteContextTests() : ContextTests(() => new MemoryCluster().Open());
