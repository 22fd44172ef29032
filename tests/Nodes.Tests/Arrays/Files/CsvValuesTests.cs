using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvValuesTests
{
    private const int ChunkLength = 1 << 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ChunkLength)]
    [InlineData(ChunkLength + 1)]
    [InlineData((3 * ChunkLength) - 1)]
    public void ToArray_OfWhatWasAdded_HasEachInItsOrder(int count)
    {
        CsvValues<float> values = new();
        for (int i = 0; i < count; i++) values.Add(i);
        Assert.Equal(count, values.Count);
        NdArray<float> array = values.ToArray(Shape.Of(count));
        Assert.Equal(Enumerable.Range(0, count).Select(i => (float)i), array.ToArray());
        Assert.True(array.Block.IsEscaped);
    }
}
