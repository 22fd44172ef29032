using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>G1 right: assign, evaluate, read.</summary>
public abstract class EvaluationTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Eval_AfterAssigning_GivesWhatTheFormulaSays()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Number("b", 10);
        LazyArray<T> c = (2 * a) + b - 1;
        AssertSame(Vector(11, 13, 15), c.Eval());
        Assert.Equal([N(11), N(13), N(15)], c.ToArray());
    }

    [Fact]
    public void Eval_AfterAssigningAnew_GivesTheNewValue()
    {
        LazyArray<T> a = Number("a", 2);
        LazyArray<T> square = a.Sqr();
        AssertNumber(4, square);
        a.Assign(N(3));
        AssertNumber(9, square);
        a.Assign(Vector(1, 2));
        AssertSame(Vector(1, 4), square.Eval());
    }

    [Fact]
    public void Eval_WithNumbersOnEitherSide_MixesThemWithArrays()
    {
        LazyArray<T> a = Array("a", Vector(1, 2));
        AssertSame(Vector(3, 5), ((2 * a) + 1).Eval());
        AssertSame(Vector(3, 5), (1 + (a * 2)).Eval());
        AssertSame(Vector(0.5, 1), (a / 2).Eval());
        AssertSame(Vector(2, 1), (2 / a).Eval());
        AssertSame(Vector(9, 8), (10 - a).Eval());
        AssertSame(Vector(0, 1), (a > 1).Eval());
    }

    [Fact]
    public void Eval_OfAVariableAndAConstant_GivesTheirValues()
    {
        LazyArray<T> a = Number("a", 5);
        AssertNumber(5, a);
        AssertNumber(7, Flow.Constant(N(7)));
        AssertSame(Vector(1, 2), Flow.Constant(Vector(1, 2)).Eval());
    }

    [Fact]
    public void Eval_OfSeveralNodes_MakesAllOfThemReadable()
    {
        LazyArray<T> a = Number("a", 4);
        LazyArray<T> root = a.Sqrt(), square = a.Sqr(), both = root + square;
        Flow.Eval(root, square, both, a);
        Assert.Equal((N(2), N(16), N(18), N(4)), (root.ToScalar(), square.ToScalar(), both.ToScalar(), a.ToScalar()));
    }

    [Fact]
    public void Eval_OfNothing_DoesNothing() => Flow.Eval();

    [Fact]
    public void Eval_OfTheSameNodeTwiceInOneGo_RunsItOnce()
    {
        LazyArray<T> square = Number("a", 4).Sqr();
        Flow.Eval(square, square);
        Assert.Equal(1, Runs(square));
    }

    [Fact]
    public void Eval_InAnyOrder_GivesEachNodeItsValue()
    {
        LazyArray<T> a = Number("a", 1);
        LazyArray<T>[] steps = new LazyArray<T>[20];
        for (int i = 0; i < steps.Length; i++) steps[i] = (i == 0 ? a : steps[i - 1]) + 1;
        var order = Enumerable.Range(0, steps.Length).ToArray();
        new Random(5).Shuffle(order);
        foreach (int i in order) AssertNumber(i + 2, steps[i]);
        Assert.All(steps, step => Assert.Equal(1, Runs(step)));
    }

    [Fact]
    public void Define_OfAnEqualFormula_GivesTheSameNode()
    {
        LazyArray<T> a = Number("a", 1), b = Number("b", 2);
        Assert.Equal(((a + b) * 2).Sin().Id, ((a + b) * 2).Sin().Id);
        Assert.NotEqual((a + b).Id, (b + a).Id);
        Assert.NotEqual(a.Sum(0).Id, a.Sum(1).Id);
        Assert.NotEqual(a.Id, Number("a", 1).Id);
    }

    [Fact]
    public void Define_OnAGraphThatWasEvaluated_ReusesItsValues()
    {
        LazyArray<T> a = Number("a", 3);
        LazyArray<T> square = a.Sqr();
        AssertNumber(9, square);
        AssertNumber(10, square + 1);
        Assert.Equal(1, Runs(square));
    }

    [Fact]
    public void Eval_WithASharedOperand_RunsItOnce()
    {
        LazyArray<T> a = Number("a", 3);
        LazyArray<T> shared = a.Exp();
        LazyArray<T> all = shared;
        for (int i = 0; i < 50; i++) all += shared * (i + 1);
        _ = all.Eval();
        Assert.Equal(1, Runs(shared));
    }
}

public sealed class DoubleEvaluationTests : EvaluationTests<double>;

public sealed class SingleEvaluationTests : EvaluationTests<float>;
