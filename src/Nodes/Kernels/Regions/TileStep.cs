using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>One pass over a tile: a row loop, where it reads and where it writes.</summary>
internal unsafe struct TileStep<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public TileKernel<T> Kernel;

    /// <summary>Generated code for several steps; null where the kernel's own loop runs.</summary>
    public TileCode<T>? Code;

    /// <summary>Its sources lie side by side in the program's list.</summary>
    public int FirstSource;

    public int SourceCount;

    /// <summary>The register that the result goes to.</summary>
    public int Target;
}

/// <summary>Generated code; takes what a row loop takes.</summary>
internal unsafe delegate void TileCode<T>(T** operands, long* steps, T* result, long length)
    where T : unmanaged, IFloatingPointIeee754<T>;
