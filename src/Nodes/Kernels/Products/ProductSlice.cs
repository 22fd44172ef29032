namespace Dataflow.Nodes.Kernels;

/// <summary>A slice of the inner axis of a product: columns of the left matrix, rows of the right one.</summary>
internal readonly unsafe struct ProductSlice<T>(MatrixView<T> x, MatrixView<T> y) where T : unmanaged
{
    public readonly MatrixView<T> X = x, Y = y;

    /// <summary>The panels of Y that are packed.</summary>
    public T* Packed { get; init; }

    /// <summary>The first element of the result, which lies in row order.</summary>
    public T* Result { get; init; }

    /// <summary>How far it is from one row of the result to the next.</summary>
    public nint Step { get; init; }

    /// <summary>Whether the result has nothing yet, or something to which the product is added.</summary>
    public bool IsFirst { get; init; }
}
