using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Tests.Memory;

public sealed class ArrayDoubleElementsTests : ArrayElementsTests<double>;

public sealed class ArrayFloatElementsTests : ArrayElementsTests<float>;

/// <summary>What holds of elements in either precision.</summary>
public abstract unsafe class ArrayElementsTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(3, 5)]
    [InlineData(1000, 100)]
    public void Allocate_AShape_IsMemoryForIt(params int[] sizes)
    {
        ArrayElements<T> elements = ArrayElements<T>.Allocate(sizes);
        Assert.Equal((Shape)sizes, elements.Shape);
        Assert.Equal(elements.Length * Unsafe.SizeOf<T>(), elements.Bytes);
        Assert.Equal(0u, (nuint)elements.Pointer % 64);
        Assert.False(elements.Block.IsEscaped);
        elements.Writable().Fill(T.One);
        elements.Release();
        Assert.True(elements.Block.IsFree);
    }

    [Fact]
    public void Writable_OfElements_IsWhereThePointerIs()
    {
        ArrayElements<T> elements = ArrayElements<T>.Allocate(Shape.Of(3));
        elements.Writable()[2] = T.CreateChecked(7);
        Assert.Equal(T.CreateChecked(7), elements.Pointer[2]);
        elements.Release();
    }

    [Fact]
    public void ElementType_OfElementsAndArrays_IsTheSame()
    {
        ArrayElements<T> elements = ArrayElements<T>.Allocate(Shape.Scalar);
        Assert.Equal(ElementTypes.Of<T>(), elements.ElementType);
        Assert.Equal(ElementTypes.Of<T>(), NdArray<T>.Of(T.One).ElementType);
        elements.Release();
    }

    [Fact]
    public void Allocate_MoreThanThereIs_SaysHowMuchForWhat()
    {
        Shape shape = Shape.Of(1L << 30, 1L << 20);
        var error = Assert.Throws<DataflowException>(() => ArrayElements<T>.Allocate(shape));
        Assert.Equal(
            $"out of memory: {shape.Length * Unsafe.SizeOf<T>()} bytes for an array of shape {shape}", error.Message);
    }

    /// <summary>An operator's operands are elements, and an array is elements as it is.</summary>
    [Fact]
    public void Pointer_OfAnArray_IsThatOfItsElements()
    {
        NdArray<T> array = NdArray<T>.Of(T.One, T.Zero);
        ReadOnlySpan<ArrayElements<T>> operands = (NdArray<T>[])[array];
        Assert.Same(array, operands[0]);
        Assert.True(array.Pointer == operands[0].Pointer);
    }
}
