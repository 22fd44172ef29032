using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>Sizes that no machine has, and sizes of nothing.</summary>
public abstract class BadSizeTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Eval_OfMoreThanTheMachineHas_NamesTheNodeAndTheBytes()
    {
        LazyArray<T> rows = Array("rows", Zeros(Shape.Of(2_000_000, 1)));
        LazyArray<T> columns = Array("columns", Zeros(Shape.Of(2_000_000)));
        LazyArray<T> all = rows + columns;

        var error = Assert.Throws<EvaluationException>(() => all.Eval());

        Assert.Contains($"#{all.Id}", error.Message, StringComparison.Ordinal);
        Assert.Contains("out of memory", error.Message, StringComparison.Ordinal);
        rows.Assign(Filled(1, 3));
        columns.Assign(Filled(2, 3));
        AssertSame(Filled(3, 3), all.Eval());
    }

    [Fact]
    public void Broadcast_ToMoreElementsThanCanBeCounted_Throws()
    {
        NdArray<T> rows = Zeros(Shape.Of(1L << 20, 1, 1, 1));
        NdArray<T> more = Zeros(Shape.Of(1L << 20, 1, 1)), still = Zeros(Shape.Of(1L << 20, 1));
        NdArray<T> most = Zeros(Shape.Of(1L << 20));
        LazyArray<T> a = Array("a", rows), b = Array("b", more), c = Array("c", still), d = Array("d", most);
        Assert.ThrowsAny<DataflowException>(() => (a + b + c + d).Eval());
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    public void Eval_OfShapesWithZeros_GivesEmptyArraysAndSumsOfNothing(int rows, int columns)
    {
        LazyArray<T> a = Array("a", Zeros(Shape.Of(rows, columns)));
        LazyArray<T> square = (a.Exp() + 1).Sqr();
        Assert.Equal(Shape.Of(rows, columns), square.Eval().Shape);
        AssertNumber(0, square.Sum());
        Assert.Equal(rows, square.Sum(1).Eval().Length);
        Assert.ThrowsAny<DataflowException>(() => square.Max().Eval());
    }

    private static NdArray<T> Zeros(Shape shape) => NdArray<T>.From(new T[shape.Length], shape);

    [Fact]
    public void Eval_OfExtremesAmongNaN_IsNaN()
    {
        NdArray<T> values = NdArray<T>.From([N(1), T.NaN, N(3)]);
        LazyArray<T> a = Array("a", values);
        Assert.True(T.IsNaN((a + 1).Max().Eval().ToScalar()));
        Assert.True(T.IsNaN((a + 1).Min().Eval().ToScalar()));
        Assert.True(T.IsNaN(a.Max2(2).Eval()[1]));
        Assert.True(T.IsNaN(a.Sort().Eval()[2]));
    }
}

public sealed class DoubleBadSizeTests : BadSizeTests<double>;

public sealed class SingleBadSizeTests : BadSizeTests<float>;
