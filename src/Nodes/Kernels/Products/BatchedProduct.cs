using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Products of many matrices, all of one size; a matrix may be in several of them.
/// A part is one product, or a few small ones.
/// </summary>
internal sealed unsafe class BatchedProduct<T>(MatrixView<T> x, MatrixView<T> y, T* result) : PartedWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So many multiplications take about ten microseconds.</summary>
    private const long WorthSplitting = 1 << 19;

    /// <summary>So many are split among threads themselves, one product after the other.</summary>
    private const long Large = 1 << 24;

    /// <summary>Where the left matrices lie.</summary>
    public required BatchPlaces Left { get; init; }

    /// <summary>Where the right matrices lie.</summary>
    public required BatchPlaces Right { get; init; }

    private long Length => x.Rows * y.Columns;

    private long Multiplications => Math.Max(1, x.Rows * y.Columns * x.Columns);

    private long ProductsInPart => Math.Clamp(WorthSplitting / Multiplications, 1, Left.Count);

    public void Run()
    {
        if (Length == 0 || Left.Count == 0) return;
        int parts = (int)((Left.Count + ProductsInPart - 1) / ProductsInPart);
        if (Multiplications < Large) Team.Run(this, parts);
        else for (int part = 0; part < parts; part++) Do(part);
    }

    public override void Do(int part)
    {
        long end = Math.Min(Left.Count, (part + 1) * ProductsInPart);
        for (long i = part * ProductsInPart; i < end; i++)
        {
            MatrixView<T> left = x.MovedBy(Left.Of(i)), right = y.MovedBy(Right.Of(i));
            Products.Run(left, right, result + (i * Length));
        }
    }
}
