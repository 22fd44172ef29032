using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>One pass over a tile: a row loop, where it reads and where it writes.</summary>
internal unsafe struct TileStep<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public delegate*<T**, long*, T*, long, void> Row;

    /// <summary>Its sources lie side by side in the program's list.</summary>
    public int FirstSource;

    public int SourceCount;

    /// <summary>The register that the result goes to.</summary>
    public int Target;
}
