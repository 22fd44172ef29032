using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class FortranOrderTests
{
    /// <summary>Element i, j, k of an array whose first axis runs fastest lies at i + j * I + k * I * J.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 3, 4)]
    [InlineData(3, 1, 2, 5)]
    public void ToRows_OfColumns_MovesEachElementToItsPlace(params int[] sizes)
    {
        Shape shape = sizes;
        NdArray<double> columns = NdArray<double>.Allocate(shape);
        for (int i = 0; i < columns.Length; i++) columns.Writable()[i] = i;
        NdArray<double> rows = FortranOrder.ToRows(columns);
        Assert.Equal(shape, rows.Shape);
        for (int place = 0; place < rows.Length; place++)
        {
            (int rest, int expected, int step) = (place, 0, (int)rows.Length);
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                step /= sizes[axis];
                expected += rest % sizes[axis] * step;
                rest /= sizes[axis];
            }

            Assert.Equal(expected, rows.AsSpan()[place]);
        }
    }

    [Fact]
    public void ToRows_OfATable_GivesTheOldMemoryBack()
    {
        NdArray<float> columns = NdArray<float>.Allocate(Shape.Of(4, 4));
        NdArray<float> rows = FortranOrder.ToRows(columns);
        Assert.NotSame(columns, rows);
        Assert.True(columns.Block.IsFree);
        rows.Release();
    }

    [Theory]
    [InlineData]
    [InlineData(7)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void ToRows_WhereBothOrdersAreOne_IsTheArrayItself(params int[] sizes)
    {
        NdArray<double> array = NdArray<double>.Allocate(sizes);
        Assert.Same(array, FortranOrder.ToRows(array));
        Assert.False(array.Block.IsFree);
        array.Release();
    }
}
