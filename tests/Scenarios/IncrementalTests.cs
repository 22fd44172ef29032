using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>
/// G2 minimal: a node runs at most once per state of what it depends on, and only if an evaluation needs it.
/// G3 proportional: only what is downstream of a change runs again.
/// </summary>
public abstract class IncrementalTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Eval_AfterAssigningOneOperandOfTheLastNode_RunsOnlyThatNode()
    {
        LazyArray<T> a = Array("a", Filled(0.5, Many)), b = Number("b", 1);
        LazyArray<T> c = (a.Sin().Cos().Abs().Log().Sum() * a) + b;
        Assert.Equal(["sin", "cos", "abs", "log", "sum", "mul", "add"], NamesOfWhatRan(c, () => c.Eval()));
        NdArray<T> before = c.Value;
        Assert.Equal(["add"], NamesOfWhatRan(c, () => Assign(b, 3, c)));
        AssertSame(before + 2, c.Value);
    }

    [Fact]
    public void Eval_AfterAssigningTheDeepestVariable_RunsEverythingDownstreamOnce()
    {
        LazyArray<T> a = Array("a", Filled(0.5, Many)), b = Number("b", 1);
        LazyArray<T> c = (a.Sin().Cos().Abs().Log().Sum() * a) + b;
        _ = c.Eval();
        Assert.Equal(
            ["sin", "cos", "abs", "log", "sum", "mul", "add"],
            NamesOfWhatRan(c, () => { a.Assign(Filled(0.25, Many)); _ = c.Eval(); }));
    }

    [Fact]
    public void Eval_AfterAssigningManyTimes_RunsEachNodeOnce()
    {
        LazyArray<T> a = Number("a", 0);
        LazyArray<T> c = a.Sin() + (a * 2);
        _ = c.Eval();
        for (int i = 1; i <= 100; i++) a.Assign(N(i));
        Assert.Equal(["sin", "mul", "add"], NamesOfWhatRan(c, () => c.Eval()));
        AssertSame(NdArray<T>.Scalar(T.Sin(N(100)) + N(200)), c.Value);
    }

    [Fact]
    public void Assign_WithoutAnEvaluation_RunsNothing()
    {
        LazyArray<T> a = Number("a", 0);
        LazyArray<T> c = a.Sin();
        _ = c.Eval();
        Assert.Empty(NamesOfWhatRan(c, () => a.Assign(N(1))));
    }

    [Fact]
    public void Eval_OfWhatIsValid_RunsNothing()
    {
        LazyArray<T> a = Array("a", Filled(1, Many));
        LazyArray<T> c = a.Sin() + 1;
        _ = c.Eval();
        Assert.Empty(NamesOfWhatRan(c, () => c.Eval()));
        Assert.Equal(1, ReportOf(c).Hits);
    }

    [Fact]
    public void Eval_OfOneNode_DoesNotRunItsSiblings()
    {
        LazyArray<T> a = Number("a", 1);
        LazyArray<T> left = a.Sin(), right = a.Cos();
        LazyArray<T> both = left + right;
        Assert.Equal(["sin"], NamesOfWhatRan(both, () => left.Eval()));
        Assert.Equal(["cos", "add"], NamesOfWhatRan(both, () => both.Eval()));
    }

    [Fact]
    public void Assign_OfAnEqualNumber_RunsNothing()
    {
        LazyArray<T> a = Number("a", 1);
        LazyArray<T> c = a.Sin() + 1;
        _ = c.Eval();
        Assert.Empty(NamesOfWhatRan(c, () => Assign(a, 1, c)));
    }

    [Fact]
    public void Eval_WhenANumberOnTheWayStaysEqual_StopsThere()
    {
        LazyArray<T> x = Number("x", 1);
        LazyArray<T> c = x.Abs().Exp().Sin() + 1;
        _ = c.Eval();
        Assert.Equal(["abs"], NamesOfWhatRan(c, () => Assign(x, -1, c)));
        Assert.Equal(["abs", "exp", "sin", "add"], NamesOfWhatRan(c, () => Assign(x, 2, c)));
    }

    [Fact]
    public void Eval_WhenOnlyOneOfTwoWaysStaysEqual_RunsTheOther()
    {
        LazyArray<T> x = Number("x", 1);
        LazyArray<T> c = x.Abs().Exp() + x.Sin();
        _ = c.Eval();
        Assert.Equal(["abs", "sin", "add"], NamesOfWhatRan(c, () => Assign(x, -1, c)));
        AssertSame(NdArray<T>.Scalar(T.Exp(N(1)) + T.Sin(N(-1))), c.Value);
    }

    [Fact]
    public void Eval_BackAndForthBetweenTwoNumbers_IsRightEachTime()
    {
        LazyArray<T> x = Number("x", 1);
        LazyArray<T> c = (x.Abs() * 10) + x;
        for (int i = 0; i < 20; i++)
        {
            int number = i % 2 == 0 ? 1 : -1;
            x.Assign(N(number));
            AssertNumber(10 + number, c);
        }
    }

    [Fact]
    public void Assign_OfAnEqualArray_CountsAsAChange()
    {
        LazyArray<T> a = Array("a", Vector(1, 2));
        LazyArray<T> c = a.Sqr();
        _ = c.Eval();
        Assert.Equal(["sqr"], NamesOfWhatRan(c, () => { a.Assign(Vector(1, 2)); _ = c.Eval(); }));
    }

    [Fact]
    public void Assign_OfAnEqualArrayToAVariableThatCutsOff_RunsNothing()
    {
        LazyArray<T> a = Array("a", Vector(1, 2)).CutOff();
        LazyArray<T> c = a.Sqr();
        _ = c.Eval();
        Assert.Empty(NamesOfWhatRan(c, () => { a.Assign(Vector(1, 2)); _ = c.Eval(); }));
        Assert.Equal(["sqr"], NamesOfWhatRan(c, () => { a.Assign(Vector(1, 3)); _ = c.Eval(); }));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void Eval_WhenAnArrayThatCutsOffStaysEqual_StopsThere(int length)
    {
        LazyArray<T> a = Array("a", Filled(1, length));
        LazyArray<T> magnitude = a.Abs().CutOff(), c = magnitude.Sqr().Sum();
        Flow.Eval(magnitude, c);
        Assert.Equal(["abs"], NamesOfWhatRan(c, () => { a.Assign(Filled(-1, length)); _ = c.Eval(); }));
        AssertNumber(length, c);
    }

    [Fact]
    public void Eval_OfADiamond_RunsEachNodeOnce()
    {
        LazyArray<T> x = Number("x", 1);
        LazyArray<T> node = x;
        for (int i = 0; i < 30; i++) node = node.Sin() + node.Cos();
        Assert.Equal(90, NamesOfWhatRan(node, () => node.Eval()).Count());
        Assert.Equal(90, NamesOfWhatRan(node, () => Assign(x, 2, node)).Count());
    }

    private static void Assign(LazyArray<T> variable, double number, LazyArray<T> thenEvaluate)
    {
        variable.Assign(N(number));
        _ = thenEvaluate.Eval();
    }
}

public sealed class DoubleIncrementalTests : IncrementalTests<double>;

public sealed class SingleIncrementalTests : IncrementalTests<float>;
