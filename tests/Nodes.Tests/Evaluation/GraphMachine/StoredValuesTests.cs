using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A store has arrays only, of the type that the variable has.</summary>
public sealed class StoredValuesTests
{
    private readonly PartsDesk _desk = new();

    [Theory]
    [InlineData(1.5)]
    [InlineData(-0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Of_ANumber_IsAScalarOfTheSameBits(double number)
    {
        var stored = StoredValues.Of(_desk.Variable(), Value.Of(number), new Revision(2));
        Assert.Equal(new Revision(2), stored.Revision);
        double kept = Assert.IsType<NdArray<double>>(stored.Content).ToScalar();
        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(kept));
    }

    [Fact]
    public void Of_ANumberOfASingleVariable_IsASingle() => Assert.Equal(0.1f, Assert.IsType<NdArray<float>>(
        StoredValues.Of(_desk.Variable(ElementType.Float32), Value.Of(0.1f), default).Content).ToScalar());

    [Fact]
    public void Of_AnArray_IsThatArrayWithoutALease()
    {
        NdArray<double> array = Array();
        Assert.Same(array, StoredValues.Of(_desk.Variable(), new Value(0, array), default).Content);
        Assert.True(array.Block.IsHeldBy(1));
    }
}
