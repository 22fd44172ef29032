namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A matrix wherever it lies: from one row to the next, and from one column to the next, it is any number of elements,
/// so that a transposed matrix or a slice is read in place.
/// </summary>
internal readonly unsafe struct MatrixView<T>(T* start, long rows, long columns, long rowStep, long columnStep)
    where T : unmanaged
{
    public readonly T* Start = start;
    public readonly long Rows = rows, Columns = columns, RowStep = rowStep, ColumnStep = columnStep;

    /// <summary>A matrix in row order without gaps.</summary>
    public MatrixView(T* start, long rows, long columns) : this(start, rows, columns, columns, 1) { }

    /// <summary>The same elements, rows for columns.</summary>
    public MatrixView<T> Transposed => new(Start, Columns, Rows, ColumnStep, RowStep);

    public T* At(long row, long column) => Start + (row * RowStep) + (column * ColumnStep);

    /// <summary>Some of the rows, and some of the columns.</summary>
    public MatrixView<T> Part(long row, long rows, long column, long columns) =>
        new(At(row, column), rows, columns, RowStep, ColumnStep);

    /// <summary>The matrix that lies so many elements further on.</summary>
    public MatrixView<T> MovedBy(long elements) => new(Start + elements, Rows, Columns, RowStep, ColumnStep);
}
