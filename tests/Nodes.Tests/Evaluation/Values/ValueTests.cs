using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A number, an array or a fault: leases where there is memory, and comparison by bits.</summary>
public sealed class ValueTests
{
    private static readonly Fault Fault = Fault.Begin(
        new FaultOrigin(FaultKind.Unassigned, new NodeId(1), "x", "", "nothing was assigned"));

    /// <summary>An array without axes is a number from then on, and its memory is free.</summary>
    [Fact]
    public void Take_OfAnArrayWithoutAxes_IsItsNumber()
    {
        NdArray<double> wide = NdArray<double>.Allocate(Shape.Scalar);
        wide.Writable()[0] = 0.1;
        NdArray<float> narrow = NdArray<float>.Allocate(Shape.Scalar);
        narrow.Writable()[0] = 0.1f;
        Assert.Equal((0.1, (double)0.1f), (Value.Take(wide).Number, Value.Take(narrow).Number));
        Assert.True(wide.Block.IsFree && narrow.Block.IsFree);
        NdArray<double> vector = ArrayOf(5);
        Assert.Same(vector, Value.Take(vector).Array);
        Assert.True(vector.Block.IsHeldBy(1));
    }

    /// <summary>Numbers and faults have no memory to lease; an array has, and so has what waits.</summary>
    [Fact]
    public void Release_AfterRetain_IsWhereItWas()
    {
        NdArray<double> array = ArrayOf(1, 2);
        Computation waiting = new ComputationMaker().Begin("neg", new Value(0, array));
        foreach (Value value in (Value[])[Value.Of(1), Value.Of(Fault), new(0, array), new(0, waiting)])
        {
            value.Retain();
            value.Retain().Release();
            value.Release();
        }

        Assert.Equal((true, 1), (array.Block.IsHeldBy(2), waiting.Leases));
    }

    [Fact]
    public void Shape_OfEachKind_IsKnownWhereThereIsOne()
    {
        NdArray<double> array = ArrayOf(1, 2);
        Computation waiting = new ComputationMaker().Begin("sum", new Value(0, array));
        Assert.Equal(
            (Shape.Scalar, Shape.Of(2), Shape.Scalar),
            (Value.Of(1).Shape, new Value(0, array).Shape, new Value(0, waiting).Shape));
        Assert.Null(Value.Of(Fault).Shape);
        Assert.Equal((0, 16), (new Value(0, waiting).Bytes, new Value(0, array).Bytes));
    }

    /// <summary>The caller's lease is his own, also on an array that is made of a number.</summary>
    [Fact]
    public void Lease_OfANumberAndAnArray_IsTheCallers()
    {
        NdArray<double> array = ArrayOf(1, 2);
        Assert.Same(array, new Value(0, array).Lease<double>());
        Assert.True(array.Block.IsHeldBy(2));
        NdArray<float> number = Value.Of(0.1).Lease<float>();
        Assert.Equal((Shape.Scalar, 0.1f), (number.Shape, number.ToScalar()));
    }

    [Theory]
    [InlineData(1.0, 1.0, true)]
    [InlineData(0.0, -0.0, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(1.0, 2.0, false)]
    public void AreSameNumber_OfTwoNumbers_ComparesTheirBits(double x, double y, bool expected) =>
        Assert.Equal(expected, Value.AreSameNumber(Value.Of(x), Value.Of(y)));

    /// <summary>What is no number has zero for one, which tells nothing.</summary>
    [Fact]
    public void AreSameNumber_OfWhatIsNoNumber_IsFalse()
    {
        Value[] others = [Value.Of(Fault), new Value(0, ArrayOf(0))];
        foreach (Value other in others)
        {
            Assert.False(Value.AreSameNumber(other, Value.Of(0)));
            Assert.False(Value.AreSameNumber(Value.Of(0), other));
            Assert.False(Value.AreSameNumber(other, other));
        }
    }

    [Fact]
    public void AreSameArray_OfTwo_ComparesShapeTypeAndElements()
    {
        var array = new Value(0, ArrayOf(1, 2));
        Assert.True(Value.AreSameArray(array, new Value(0, ArrayOf(1, 2))));
        Assert.False(Value.AreSameArray(array, new Value(0, ArrayOf(1, 3))));
        Assert.False(Value.AreSameArray(array, new Value(0, NdArray<double>.From([1, 2], Shape.Of(1, 2)))));
        Assert.False(Value.AreSameArray(array, new Value(0, NdArray<float>.Of(1, 2))));
        Assert.False(Value.AreSameArray(array, Value.Of(1)));
        Assert.False(Value.AreSameArray(Value.Of(Fault), Value.Of(Fault)));
    }
}
