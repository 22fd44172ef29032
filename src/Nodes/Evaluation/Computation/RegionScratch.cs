using System.Numerics;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Operands as the arrays that a kernel takes; those that were made for it go when it is done.</summary>
internal sealed class RegionScratch<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<NdArray<T>> _made = [];

    /// <summary>An array's own, a number as one of rank 0, and what waits computed by itself.</summary>
    public NdArray<T> Of(in Value operand)
    {
        if (operand.Array is { } array) return (NdArray<T>)array;
        NdArray<T> made = operand.Waiting is { } waiting
            ? Region.Compute(waiting, this)
            : NdArray<T>.Scalar(T.CreateTruncating(operand.Number));
        _made.Add(made);
        return made;
    }

    public void Dispose()
    {
        foreach (NdArray<T> made in _made) made.Release();
    }
}
