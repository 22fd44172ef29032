using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>What is known of shapes when a node is built is checked there; what is not, when it is evaluated.</summary>
public abstract class ShapeTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Define_WithDeclaredShapesThatDoNotFit_FailsAtOnce()
    {
        LazyArray<T> a = Flow.Variable<T>("a", new[] { 3 }), b = Flow.Variable<T>("b", new[] { 4 });
        var error = Assert.Throws<ShapeException>(() => a + b);
        Assert.Contains("[3] and [4]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => a.Reshape(2, 2));
        Assert.Throws<ShapeException>(() => a.Sum(1));
        Assert.Throws<ShapeException>(() => a.Dot(b));
    }

    [Fact]
    public void Define_AfterAFailedDefinition_Works()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3));
        LazyArray<T> b = Flow.Variable<T>("b", new[] { 4 }), c = Flow.Variable<T>("c", new[] { 3 });
        Assert.Throws<ShapeException>(() => b + c);
        c.Assign(Vector(1, 1, 1));
        AssertSame(Vector(2, 3, 4), (a + c).Eval());
    }

    [Fact]
    public void Shape_OfDeclaredOperands_IsKnownBeforeAnyValue()
    {
        LazyArray<T> a = Flow.Variable<T>("a", new[] { 2, 3 }), b = Flow.Variable<T>("b", new[] { 3 });
        Assert.Equal(Shape.Of(2, 3), (a + b).Shape);
        Assert.Equal(Shape.Of(2), (a + b).Sum(1).Shape);
        Assert.Equal(Shape.Of(3, 2), a.Transpose().Shape);
        Assert.Equal(Shape.Of(2), a.Dot(b).Shape);
        Assert.Equal(Shape.Scalar, a.Sum().Shape);
    }

    [Fact]
    public void Shape_OfUndeclaredOperands_IsNotKnown()
    {
        LazyArray<T> a = Flow.Variable<T>("a");
        Assert.Null(a.Shape);
        Assert.Null((a + 1).Shape);
        a.Assign(Vector(1, 2));
        Assert.Null(a.Shape);
        _ = (a + 1).Eval();
        Assert.Equal(Shape.Of(2), ReportOf(a + 1).Shape);
    }

    [Fact]
    public void Assign_OfAnotherShapeThanDeclared_IsRefusedAndChangesNothing()
    {
        LazyArray<T> a = Flow.Variable<T>("speed", new[] { 3 });
        a.Assign(Vector(1, 2, 3));
        var error = Assert.Throws<ShapeException>(() => a.Assign(Vector(1, 2)));
        Assert.Contains("'speed'", error.Message, StringComparison.Ordinal);
        Assert.Contains("shape [3] and was assigned shape [2]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => a.Assign(N(1)));
        AssertSame(Vector(1, 2, 3), a.Value);
    }

    [Fact]
    public void Assign_ToWhatIsNoVariable_IsRefused()
    {
        LazyArray<T> a = Number("a", 1);
        LazyArray<T> sum = a + 1, constant = Flow.Constant(N(1));
        var error = Assert.Throws<NotAssignableException>(() => sum.Assign(N(1)));
        Assert.Contains($"#{sum.Id} add is not a variable", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotAssignableException>(() => constant.Assign(Vector(1, 2)));
        Assert.Throws<NotAssignableException>(() => Flow.Transaction(step => step.Assign(sum, N(1))));
    }

    [Fact]
    public void Assign_OfAnotherShapeToAnUndeclaredVariable_ReshapesWhatDependsOnIt()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3));
        LazyArray<T> total = (a * 2).Sum(), twice = a * 2;
        AssertNumber(12, total);
        a.Assign(NdArray<T>.From(new T[,] { { N(1), N(2) }, { N(3), N(4) } }));
        AssertNumber(20, total);
        Assert.Equal(Shape.Of(2, 2), twice.Eval().Shape);
    }

    [Fact]
    public void Eval_OfAGrowingRank_FollowsTheOperators()
    {
        LazyArray<T> a = Array("a", Vector(1, 2, 3, 4, 5, 6));
        LazyArray<T> table = a.Reshape(2, 3);
        AssertSame(Vector(6, 15), table.Sum(1).Eval());
        AssertSame(Vector(4, 5, 6), table.Slice(1).Eval());
        Assert.Equal(Shape.Of(2, 2), table.Dot(table.Transpose()).Eval().Shape);
    }
}

public sealed class DoubleShapeTests : ShapeTests<double>;

public sealed class SingleShapeTests : ShapeTests<float>;
