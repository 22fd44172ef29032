using System.Numerics;
using Dataflow.TestKit;

namespace Dataflow.Scenarios;

/// <summary>G5 contained: a failing node fails its dependents only, says where and why, and heals.</summary>
public abstract class FailureTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Eval_OfShapesThatDoNotFit_NamesNodeOperatorShapesAndPath()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2, 3, 4));
        LazyArray<T> sum = a + b, root = sum.Sqrt();
        var error = Assert.Throws<EvaluationException>(() => root.Eval());
        Assert.Equal((sum.Id, "add", "[3], [4]"), (error.NodeId, error.Operator, error.OperandShapes));
        Assert.Equal($"#{sum.Id} add -> #{root.Id} sqrt", error.Path);
        string where = $"node #{sum.Id} (add) failed on operands of shapes [3], [4]";
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains("broadcast", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_AfterAssigningAVariableOfAFailedNode_Heals()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2, 3, 4));
        LazyArray<T> root = (a + b).Sqr();
        Assert.Throws<EvaluationException>(() => root.Eval());
        b.Assign(Vector(1, 1, 1));
        AssertSame(Vector(4, 9, 16), root.Eval());
    }

    [Fact]
    public void Eval_OfAReshapeToAnotherLength_FailsAndHeals()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3));
        LazyArray<T> table = a.Reshape(2, 2);
        var error = Assert.Throws<EvaluationException>(() => table.Eval());
        Assert.Equal((table.Id, "reshape", "[3]"), (error.NodeId, error.Operator, error.OperandShapes));
        a.Assign(Vector(1, 2, 3, 4));
        Assert.Equal(Shape.Of(2, 2), table.Eval().Shape);
    }

    [Fact]
    public void Eval_OfWhatDoesNotDependOnTheFailure_Succeeds()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2, 3, 4));
        LazyArray<T> bad = a + b, good = a * 2;
        Assert.Throws<EvaluationException>(() => bad.Eval());
        AssertSame(Vector(2, 4, 6), good.Eval());
        AssertSame(Vector(1, 2, 3), a.Eval());
    }

    [Fact]
    public void Eval_OfSeveralNodesOneOfWhichFails_ThrowsAndHasTheOthers()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2, 3, 4));
        LazyArray<T> bad = a + b, good = a * 2;
        Assert.Throws<EvaluationException>(() => Flow.Eval(good, bad));
        AssertSame(Vector(2, 4, 6), good.Value);
        Assert.Throws<EvaluationException>(() => bad.Value);
    }

    [Fact]
    public void Eval_OfAFailedNodeAgain_FailsWithoutRunningIt()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2, 3, 4));
        LazyArray<T> bad = a + b, after = bad.Sqr();
        for (int i = 0; i < 5; i++) Assert.Throws<EvaluationException>(() => after.Eval());
        Assert.Equal(1, Runs(bad));
        Assert.Equal(0, Runs(after));
    }

    [Fact]
    public void Eval_OfAnUnassignedVariable_NamesItAndThePath()
    {
        LazyArray<T> a = Flow.Variable<T>("speed"), root = (a + 1).Sqrt();
        var error = Assert.Throws<UnassignedVariableException>(() => root.Eval());
        Assert.Equal(("speed", a.Id), (error.Variable, error.NodeId));
        Assert.Contains("'speed'", error.Message, StringComparison.Ordinal);
        Assert.Contains("#1 speed -> #3 add -> #4 sqrt", error.Message, StringComparison.Ordinal);
        a.Assign(N(8));
        AssertNumber(3, root);
    }

    [Fact]
    public async Task EvalAsync_OfAFailure_ThrowsAsEvalDoes()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2, 3, 4)), c = Flow.Variable<T>("c");
        await Assert.ThrowsAsync<EvaluationException>(() => (a + b).EvalAsync());
        await Assert.ThrowsAsync<UnassignedVariableException>(() => (a + c).EvalAsync());
        await Assert.ThrowsAsync<EvaluationException>(() => Flow.EvalAsync([a, a + b]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Eval_OfAKernelThatThrows_CarriesTheCauseAndHeals(int length)
    {
        var failing = new FailingOperator { Exception = new ArithmeticException("no luck") };
        LazyArray<T> a = Array("a", Filled(1, length));
        LazyArray<T> bad = Flow.Define(failing, null, a), after = bad + 1;
        var error = Assert.Throws<EvaluationException>(() => after.Eval());
        Assert.Same(failing.Exception, error.InnerException);
        Assert.Equal($"#{bad.Id} failing -> #{after.Id} add", error.Path);
        Assert.Contains("no luck", error.Message, StringComparison.Ordinal);
        failing.Exception = null;
        a.Assign(Filled(2, length));
        AssertSame(Filled(3, length), after.Eval());
    }

    [Fact]
    public void Eval_AfterManyFailures_StillWorks()
    {
        var failing = new FailingOperator { Exception = new ArithmeticException("no luck") };
        LazyArray<T> a = Array("a", Filled(1, Many)), good = a.Sqr();
        for (int i = 0; i < 100; i++)
        {
            Assert.Throws<EvaluationException>(() => Flow.Define(failing, null, a + i).Eval());
        }

        AssertSame(Filled(1, Many), good.Eval());
    }

    [Fact]
    public void Eval_OfAFailureFarBelow_ShortensThePath()
    {
        LazyArray<T> node = Array("a", Vector(1, 2, 3)) + Array("b", Vector(1, 2));
        for (int i = 0; i < 1000; i++) node = node.Sin();
        var error = Assert.Throws<EvaluationException>(() => node.Eval());
        Assert.Equal("add", error.Operator);
        Assert.Contains("more)", error.Path, StringComparison.Ordinal);
        Assert.InRange(error.Path.Length, 1, 1000);
        Assert.EndsWith($"#{node.Id} sin", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_WhenOneOfTwoOperandsFails_NeedNotRunTheUser()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3)), b = Array("b", Vector(1, 2));
        LazyArray<T> both = (a + b) * a.Exp();
        Assert.Throws<EvaluationException>(() => both.Eval());
        Assert.Equal(0, Runs(both));
        b.Assign(N(0));
        AssertSame(Vector(1, 2, 3) * Vector(1, 2, 3).Exp(), both.Eval());
    }
}

public sealed class DoubleFailureTests : FailureTests<double>;

public sealed class SingleFailureTests : FailureTests<float>;
