using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests;

public abstract class LazyArrayTests(Func<Context> open)
{
    private readonly Context _flow = open();

    [Fact]
    public void Name_OfEachKind_IsItsOwnOrTheOperators()
    {
        LazyArray<double> named = _flow.Variable<double>("speed"), unnamed = _flow.Variable<double>();
        Assert.Equal("speed", named.Name);
        Assert.Equal("variable", unnamed.Name);
        Assert.Equal("constant", _flow.Constant(1.0).Name);
        Assert.Equal("atan2", named.Atan2(unnamed).Name);
    }

    [Fact]
    public void Properties_OfANode_SayWhatItIs()
    {
        LazyArray<float> a = _flow.Variable<float>("a", new[] { 2 });
        Assert.Same(_flow, a.Context);
        Assert.True(a.IsVariable);
        Assert.False((a + 1).IsVariable);
        Assert.Equal(ElementType.Float32, a.ElementType);
        Assert.Equal(ElementType.Float64, _flow.Variable<double>().ElementType);
        Assert.Equal("#1 a Float32 [2]", a.ToString());
        Assert.Contains("shape not known yet", _flow.Variable<float>().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Number_BesideAFloat_IsRoundedToItsType()
    {
        LazyArray<float> a = _flow.Variable<float>();
        Assert.Equal(_flow.Constant(0.1f).Id, a.Number(0.1).Id);
    }

    [Fact]
    public void ToScalar_OfSeveralElements_IsRefused()
    {
        LazyArray<double> a = _flow.Variable<double>();
        a.Assign([1, 2]);
        Assert.Throws<ShapeException>(() => a.ToScalar());
        a.Assign([5]);
        Assert.Equal(5, a.ToScalar());
    }

    [Fact]
    public async Task AssignAsync_OfAWrongNode_ThrowsAsAssignDoes()
    {
        LazyArray<double> sum = _flow.Variable<double>() + 1;
        await Assert.ThrowsAsync<NotAssignableException>(async () => await sum.AssignAsync(NdArray<double>.Scalar(1)));
    }

    [Fact]
    public void Assign_OfAnArrayWithoutAxes_IsANumber()
    {
        LazyArray<double> a = _flow.Variable<double>();
        a.Assign(NdArray<double>.Scalar(3));
        Assert.Equal(Shape.Scalar, a.Value.Shape);
        Assert.Equal(3, a.ToScalar());
    }

    [Fact]
    public void Value_OfAConstantThatNobodyUsed_IsThere()
    {
        Assert.Equal(2, _flow.Constant(2.0).ToScalar());
        Assert.Equal([1f, 2f], _flow.Constant(NdArray<float>.Of(1, 2)).Value.ToArray());
    }

    [Fact]
    public void Value_OfAConstantThatTheUserDisposedOf_StaysTheConstants()
    {
        LazyArray<double> constant = _flow.Constant(NdArray<double>.Of(1, 2));
        constant.Value.Dispose();
        Assert.Equal([1.0, 2.0], constant.ToArray());
        Assert.Equal([2.0, 3.0], (constant + 1).Eval().ToArray());
    }

    [Fact]
    public void CutOff_OfANode_ReturnsIt()
    {
        LazyArray<double> a = _flow.Variable<double>();
        Assert.Same(a, a.CutOff());
    }

    [Fact]
    public void Eval_OfAFloatGraph_StaysFloat()
    {
        LazyArray<float> a = _flow.Variable<float>();
        a.Assign(0.1f);
        Assert.Equal(0.1f + 0.2f, (a + 0.2).Eval().ToScalar());
        Assert.Equal(MathF.Sin(0.1f), a.Sin().Eval().ToScalar());
    }

    [Fact]
    public void Shape_OfADeclaredScalar_IsKnown()
    {
        LazyArray<double> a = _flow.Variable<double>("a", Shape.Scalar);
        Assert.Equal(Shape.Scalar, (a + 1).Shape);
        Assert.Throws<ShapeException>(() => a.Assign([1, 2]));
    }
}

public sealed class EmbeddedLazyArrayTests() : LazyArrayTests(() => new Context());

public sealed class RemoteLazyArrayTests() : LazyArrayTests(() => new MemoryCluster().Open());
