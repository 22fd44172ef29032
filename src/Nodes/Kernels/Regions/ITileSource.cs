using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Something whose elements can be had piece by piece, in row order, from any thread.</summary>
internal unsafe interface ITileSource<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>About how long an element takes, in hundredths of a nanosecond.</summary>
    long Cost { get; }

    /// <summary>Writes so many elements, from one on.</summary>
    void Fill(T* destination, long start, long length);
}
