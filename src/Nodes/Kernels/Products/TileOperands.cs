namespace Dataflow.Nodes.Kernels;

/// <summary>What a tile is made of: some rows of the left matrix, a panel of the right one, the inner axis.</summary>
internal unsafe struct TileOperands<T> where T : unmanaged
{
    /// <summary>The first row of the left matrix, and the steps to the next row and along the inner axis.</summary>
    public T* X;
    public nint XRow, XStep;

    /// <summary>The first row of the panel, whose elements lie side by side, and the step to the next row.</summary>
    public T* Y;
    public nint YStep;

    /// <summary>How far the inner axis goes.</summary>
    public nint Depth;
}
