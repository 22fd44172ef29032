using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>What a step does to each element.</summary>
/// <param name="row">The loop along a row; see <see cref="IRowLoop"/>.</param>
/// <param name="type">The kernel's struct, for generated code to call.</param>
/// <param name="isHeavy">Whether an element takes clearly longer than reading it.</param>
/// <param name="cost">About how long an element takes, in hundredths of a nanosecond.</param>
internal readonly unsafe struct TileKernel<T>(
    delegate*<T**, long*, T*, long, void> row,
    [DynamicallyAccessedMembers(KernelMembers.All)] Type type,
    bool isHeavy,
    long cost)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public delegate*<T**, long*, T*, long, void> Row { get; } = row;

    [DynamicallyAccessedMembers(KernelMembers.All)]
    public Type Type { get; } = type;

    public bool IsHeavy { get; } = isHeavy;

    public long Cost { get; } = cost;
}
