using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>What is computed in one go, as counts and states of the nodes show it.</summary>
public abstract class RegionTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Length = 5_000;

    [Fact]
    public void Assign_OfWhatOnlyTheLastAdditionReads_RunsThatAlone()
    {
        LazyArray<T> a = Array("a", Filled(1, Length)), b = Array("b", Filled(2, Length));
        LazyArray<T> sum = a.Sin().Cos().Abs().Log().Sum(), product = sum * a, total = product + b;
        _ = total.Eval();
        b.Assign(Filled(3, Length));
        _ = total.Eval();
        Assert.Equal((1, 1, 2), (Runs(sum), Runs(product), Runs(total)));
    }

    [Fact]
    public void Eval_OfOperandsThatAlwaysRunTogether_StopsKeepingTheirValues()
    {
        LazyArray<T> a = Flow.Variable<T>("a"), b = Flow.Variable<T>("b"), half = a / 2, both = half + b;
        for (int i = 1; i <= 20; i++)
        {
            a.Assign(Filled(2 * i, Length));
            b.Assign(Filled(1, Length));
            AssertSame(Filled(i + 1, Length), both.Eval());
        }

        Assert.Equal((20, 20), (Runs(half), Runs(both)));
        Assert.Equal(0, ReportOf(half).BytesHeld);
        b.Assign(Filled(2, Length));
        AssertSame(Filled(22, Length), both.Eval());
        b.Assign(Filled(3, Length));
        AssertSame(Filled(23, Length), both.Eval());
        Assert.Equal((21, 1), (Runs(half), ReportOf(half).Evictions));
        Assert.True(ReportOf(half).IsValid);
    }

    [Fact]
    public void Eval_OfAnInnerNode_GivesItsOwnValue()
    {
        LazyArray<T> a = Array("a", Filled(2, Length)), square = a.Sqr(), more = square + 1, root = more * square;
        AssertSame(Filled(20, Length), root.Eval());
        AssertSame(Filled(5, Length), more.Eval());
        AssertSame(Filled(4, Length), square.Eval());
        a.Assign(Filled(3, Length));
        AssertSame(Filled(10, Length), more.Eval());
        AssertSame(Filled(90, Length), root.Eval());
    }

    [Fact]
    public void Eval_OfAValueThatTwoRegionsRead_RunsItOnce()
    {
        LazyArray<T> a = Array("a", Filled(4, Length)), shared = a.Sqrt(), left = shared.Neg(), right = shared.Sqr();
        Flow.Eval(left, right);
        AssertSame(Filled(-2, Length), left.Value);
        AssertSame(Filled(4, Length), right.Value);
        a.Assign(Filled(9, Length));
        Flow.Eval(left, right);
        Assert.Equal((2, 2, 2), (Runs(shared), Runs(left), Runs(right)));
    }

    [Fact]
    public void Eval_OfADiamond_RunsEachNodeOnce()
    {
        LazyArray<T> a = Array("a", Filled(2, Length)), top = a + 1, root = (top * 2) - (top / 2) + top;
        AssertSame(Filled(7.5, Length), root.Eval());
        Assert.Equal(1, Runs(top));
        Assert.Equal(0, ReportOf(top).BytesHeld);
    }

    [Fact]
    public void Eval_OfAThousandOperators_GivesTheValue()
    {
        LazyArray<T> a = Array("a", Filled(1, Length)), end = a;
        for (int i = 0; i < 500; i++) end = end + 1 + a - 1;
        AssertSame(Filled(501, Length), end.Eval());
    }

    [Fact]
    public void Eval_OfARegionWithoutAnArray_IsANumber()
    {
        LazyArray<T> a = Number("a", 4), end = (a.Sqrt() + 1) * a;
        AssertNumber(12, end);
    }

    [Fact]
    public void Eval_OfOperandsThatBroadcast_ComputesSmallOnesByThemselves()
    {
        LazyArray<T> rows = Array("rows", NdArray<T>.From([N(1), N(2)], Shape.Of(2, 1)));
        LazyArray<T> columns = Array("columns", Filled(1, 700));
        LazyArray<T> root = (rows.Sqr() + columns.Neg()).Abs();
        NdArray<T> value = root.Eval();
        Assert.Equal(Shape.Of(2, 700), value.Shape);
        Assert.Equal((N(0), N(3)), (value[0, 699], value[1, 0]));
    }

    /// <summary>
    /// What waits for two users is run with one of them, and by itself for the other: neither may write over what the
    /// other has yet to read. Small arrays run inside an actor, large ones beside it.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    [InlineData(90_000)]
    public void Eval_OfAWaitingValueThatAnotherRegionReads_LeavesItsInputs(int length)
    {
        NdArray<T> x = Drawn(Shape.Of(length));
        AssertSame(Shared(x), Shared(Array("x", x)).Eval());

        static TOperand Shared<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
        {
            TOperand shared = x.Sort().Mul(x).Sigmoid();
            return x.Hypot(shared).Sub(shared.Softmax());
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(300)]
    public void Eval_OfAChainThatIsTransposedAndRead_LeavesItsInputs(int size)
    {
        NdArray<T> x = Drawn(Shape.Of(size, size));
        AssertSame(Shared(x), Shared(Array("x", x)).Eval());

        static TOperand Shared<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
        {
            TOperand shared = x.Hypot(x.Mul(x.CumSum(axis: 0).Tanh()));
            return shared.Sin().Transpose().Mul(0.5).Transpose().Sub(shared.Softplus());
        }
    }

    [Fact]
    public void Eval_OfAWaitingValueThatAnotherRegionReads_ComputesItOnce()
    {
        LazyArray<T> x = Array("x", Drawn(Shape.Of(Length))), shared = (x.Sort() * x).Sigmoid();
        LazyArray<T> root = x.Hypot(shared) - shared.Softmax();
        _ = root.Eval();
        Assert.Equal(1, Runs(shared));
        Assert.True(ReportOf(shared).IsValid);
    }

    [Fact]
    public void Eval_OfAnEmptyArray_IsEmpty()
    {
        LazyArray<T> a = Array("a", Filled(1, 0));
        Assert.Equal(0, (a.Sqr() + 1).Neg().Eval().Length);
        AssertNumber(0, (a.Sqr() + 1).Sum());
    }
}

public sealed class DoubleRegionTests : RegionTests<double>;

public sealed class SingleRegionTests : RegionTests<float>;
