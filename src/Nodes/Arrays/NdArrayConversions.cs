using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using Dataflow.Nodes.Memory;

namespace Dataflow;

/// <content>From and to the array types of others; all of these copy.</content>
public sealed unsafe partial class NdArray<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A copy of a table, of shape [rows, columns].</summary>
    public static NdArray<T> From(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shape shape = Shape.Of(values.GetLength(0), values.GetLength(1));
        return values.Length == 0
            ? Copy([], shape)
            : Copy(MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length), shape);
    }

    /// <summary>A copy of a tensor, whatever its strides, in its shape.</summary>
    public static NdArray<T> From(Tensor<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        NdArray<T> array = Allocate(Shape.Of([.. values.Lengths]));
        if (array.Length > 0) values.FlattenTo(array.Writable());
        return array.Escape();
    }

    /// <summary>A copy of a vector.</summary>
    public static NdArray<T> From(MathNet.Numerics.LinearAlgebra.Vector<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(values.AsArray() ?? values.ToArray());
    }

    /// <summary>A copy of a matrix, of shape [rows, columns].</summary>
    public static NdArray<T> From(Matrix<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        T[] rows = values.AsRowMajorArray() ?? values.ToRowMajorArray();
        return Copy(rows, Shape.Of(values.RowCount, values.ColumnCount));
    }

    /// <summary>The elements in order, as a new array.</summary>
    /// <exception cref="InvalidOperationException">There are more than an array can have.</exception>
    public T[] ToArray() => AsSpan().ToArray();

    /// <summary>The elements as a new table.</summary>
    /// <exception cref="ShapeException">This has not two axes.</exception>
    public T[,] ToArray2D()
    {
        RequireRank(2);
        RequireInts();
        T[,] table = new T[Shape[0], Shape[1]];
        if (Length > 0) AsSpan().CopyTo(MemoryMarshal.CreateSpan(ref table[0, 0], table.Length));
        return table;
    }

    /// <summary>The elements as a new tensor of the same shape; a scalar, which tensors lack, has shape [1].</summary>
    public Tensor<T> ToTensor()
    {
        if (IsScalar) return Tensor.Create(ToArray(), [1]);
        RequireInts();
        nint[] lengths = new nint[Shape.Rank];
        for (int axis = 0; axis < lengths.Length; axis++) lengths[axis] = (nint)Shape[axis];
        return Tensor.Create(ToArray(), lengths);
    }

    /// <summary>The elements as a new vector.</summary>
    /// <exception cref="ShapeException">This has not one axis.</exception>
    public MathNet.Numerics.LinearAlgebra.Vector<T> ToVector()
    {
        RequireRank(1);
        return MathNet.Numerics.LinearAlgebra.Vector<T>.Build.Dense(ToArray());
    }

    /// <summary>The elements as a new dense matrix.</summary>
    /// <exception cref="ShapeException">This has not two axes.</exception>
    public Matrix<T> ToMatrix()
    {
        RequireRank(2);
        RequireInts();
        return Matrix<T>.Build.DenseOfRowMajor((int)Shape[0], (int)Shape[1], ToArray());
    }

    /// <summary>The only element, of an array of any rank.</summary>
    /// <exception cref="ShapeException">There is none, or more than one.</exception>
    public T ToScalar()
    {
        if (Length != 1) throw new ShapeException($"one element was asked for, but shape {Shape} has {Length}");
        T value = *Pointer;
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Sizes of axes without elements may be beyond those that other types of arrays count.</summary>
    private void RequireInts()
    {
        foreach (long size in Shape.Dimensions)
            if (size > int.MaxValue) throw new ShapeException($"shape {Shape} has an axis too long for such a type");
    }

    private void RequireRank(int rank)
    {
        if (Shape.Rank != rank) throw new ShapeException($"shape {Shape} has {Shape.Rank} axes, not {rank}");
    }
}
