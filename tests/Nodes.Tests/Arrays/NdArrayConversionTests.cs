using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NdArrayDoubleConversionTests : NdArrayConversionTests<double>;

public sealed class NdArrayFloatConversionTests : NdArrayConversionTests<float>;

/// <summary>Every way in and out, in either precision; each one copies.</summary>
public abstract class NdArrayConversionTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T[] Six = [.. Enumerable.Range(0, 6).Select(i => T.CreateChecked(i))];

    private static NdArray<T> Table => NdArray<T>.From(Six, Shape.Of(2, 3));

    [Fact]
    public void From_Table_KeepsRowsAndCopies()
    {
        T[,] values = Table.ToArray2D();
        NdArray<T> array = NdArray<T>.From(values);
        values[0, 0] = T.CreateChecked(9);
        Assert.True(array.ValueEquals(Table));
    }

    [Fact]
    public void From_EmptyTable_IsEmpty()
    {
        Assert.Equal(Shape.Of(0, 3), NdArray<T>.From(new T[0, 3]).Shape);
        Assert.Equal(3, NdArray<T>.From([], Shape.Of(0, 3)).ToArray2D().GetLength(1));
    }

    [Fact]
    public void From_CollectionExpression_IsAVector() =>
        Assert.Equal(Shape.Of(2), NdArray<T>.From([T.One, T.One]).Shape);

    [Fact]
    public void From_Tensor_KeepsShapeAndCopies()
    {
        Tensor<T> tensor = Table.ToTensor();
        NdArray<T> array = NdArray<T>.From(tensor);
        tensor[0, 0] = T.CreateChecked(9);
        Assert.True(array.ValueEquals(Table));
        Assert.Equal([2, 3], tensor.Lengths.ToArray());
    }

    [Fact]
    public void From_SlicedTensor_TakesWhatIsSeen()
    {
        NdArray<T> right = NdArray<T>.From(Table.ToTensor().Slice(.., 1..));
        Assert.True(right.ValueEquals(NdArray<T>.From([Six[1], Six[2], Six[4], Six[5]], Shape.Of(2, 2))));
    }

    [Fact]
    public void ToTensor_ScalarAndEmpty_HaveAShapeThatTensorsKnow()
    {
        Assert.Equal([1], NdArray<T>.Scalar(T.One).ToTensor().Lengths.ToArray());
        Tensor<T> empty = NdArray<T>.From([], Shape.Of(0, 3)).ToTensor();
        Assert.Equal([0, 3], empty.Lengths.ToArray());
        Assert.Equal(Shape.Of(0, 3), NdArray<T>.From(empty).Shape);
    }

    [Fact]
    public void From_Vector_Copies()
    {
        var vector = NdArray<T>.Of(Six).ToVector();
        NdArray<T> array = NdArray<T>.From(vector);
        vector[0] = T.CreateChecked(9);
        Assert.Equal(Six, array.ToArray());
        Assert.Equal(Shape.Of(0), NdArray<T>.From(NdArray<T>.Of().ToVector()).Shape);
    }

    [Fact]
    public void From_Matrix_KeepsRowsAndCopies()
    {
        Matrix<T> matrix = Table.ToMatrix();
        Assert.Equal(Six[2], matrix[0, 2]);
        NdArray<T> array = NdArray<T>.From(matrix);
        matrix[0, 0] = T.CreateChecked(9);
        Assert.True(array.ValueEquals(Table));
        Assert.Equal(Shape.Of(3, 2), NdArray<T>.From(matrix.Transpose()).Shape);
    }

    [Fact]
    public void From_SparseMatrix_FillsTheZeros()
    {
        Matrix<T> identity = Matrix<T>.Build.SparseIdentity(2);
        Assert.Equal([T.One, T.Zero, T.Zero, T.One], NdArray<T>.From(identity).ToArray());
    }

    [Fact]
    public void To_OtherRank_SaysWhichWasWanted()
    {
        Assert.Equal("shape [2, 3] has 2 axes, not 1", Assert.Throws<ShapeException>(() => Table.ToVector()).Message);
        Assert.Throws<ShapeException>(() => NdArray<T>.Of(Six).ToMatrix());
        Assert.Throws<ShapeException>(() => NdArray<T>.Of(Six).ToArray2D());
    }

    [Fact]
    public void ToScalar_OneElementOfAnyRank_IsThatElement()
    {
        Assert.Equal(T.One, NdArray<T>.From([T.One], Shape.Of(1, 1)).ToScalar());
        Assert.Throws<ShapeException>(() => Table.ToScalar());
        Assert.Throws<ShapeException>(() => NdArray<T>.Of().ToScalar());
    }
}

public sealed class UnsupportedElementTests
{
    [Fact]
    public void Of_Half_IsNotSupported()
    {
        Assert.Throws<NotSupportedException>(() => NdArray<Half>.Of(Half.One));
        Assert.Throws<NotSupportedException>(() => NdArray<Half>.Move([Half.One]));
        Assert.Throws<NotSupportedException>(() => CsvFile.Read<Half>(new StringReader("1"), "text"));
    }
}
