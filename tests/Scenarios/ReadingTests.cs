using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>G8 no stale read: reading what is not valid says so, and why; it never shows an old value.</summary>
public abstract class ReadingTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Value_OfWhatWasNeverEvaluated_SaysSo()
    {
        LazyArray<T> root = Number("a", 4).Sqrt();
        var error = Assert.Throws<NotValidException>(() => root.Value);
        string why = $"#{root.Id} sqrt is not valid: it was never evaluated";
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Runs(root));
    }

    [Fact]
    public void Value_AfterAnAssignmentBelow_SaysThatItIsStale()
    {
        LazyArray<T> a = Number("a", 4);
        LazyArray<T> root = a.Sqrt() + 1;
        _ = root.Eval();
        a.Assign(N(9));
        var error = Assert.Throws<NotValidException>(() => root.Value);
        Assert.Contains("was assigned since", error.Message, StringComparison.Ordinal);
        AssertNumber(4, root);
        Assert.Equal(N(4), root.ToScalar());
    }

    [Fact]
    public void Value_OfAnInnerNodeThatWasNotKept_SaysSoAndCanBeEvaluated()
    {
        LazyArray<T> a = Array("a", Filled(1, Many));
        LazyArray<T> inner = a + 1, root = inner.Sqr();
        _ = root.Eval();
        var error = Assert.Throws<NotValidException>(() => inner.Value);
        Assert.Contains("was not kept", error.Message, StringComparison.Ordinal);
        AssertSame(Filled(2, Many), inner.Eval());
        AssertSame(Filled(2, Many), inner.Value);
        AssertSame(Filled(4, Many), root.Value);
    }

    [Fact]
    public void Value_OfAVariable_IsWhatWasAssignedLast()
    {
        LazyArray<T> a = Number("a", 4);
        Assert.Equal(N(4), a.ToScalar());
        a.Assign(Vector(1, 2));
        AssertSame(Vector(1, 2), a.Value);
    }

    [Fact]
    public void Value_OfAnUnassignedVariable_DoesNotShowOne()
    {
        LazyArray<T> a = Flow.Variable<T>("a");
        Assert.Throws<NotValidException>(() => a.Value);
        Assert.Throws<UnassignedVariableException>(() => a.Eval());
        Assert.Throws<UnassignedVariableException>(() => a.Value);
    }

    [Fact]
    public void Value_OfSiblingsAfterAnAssignment_IsGoneOnlyWhereItChanged()
    {
        LazyArray<T> a = Number("a", 1), b = Number("b", 2);
        LazyArray<T> ofA = a + 1, ofB = b + 1;
        Flow.Eval(ofA, ofB);
        a.Assign(N(5));
        Assert.Throws<NotValidException>(() => ofA.Value);
        Assert.Equal(N(3), ofB.ToScalar());
    }

    [Fact]
    public void Report_OfStates_FollowsThem()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3));
        LazyArray<T> total = a.Sum();
        Assert.False(ReportOf(total).IsValid);
        _ = total.Eval();
        Assert.True(ReportOf(total).IsValid);
        a.Assign(Vector(1, 2));
        Assert.False(ReportOf(total).IsValid);
        Assert.True(ReportOf(a).IsValid);
        Assert.Equal(Shape.Of(2), ReportOf(a).Shape);
    }
}

public sealed class DoubleReadingTests : ReadingTests<double>;

public sealed class SingleReadingTests : ReadingTests<float>;
