using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>A kernel for what is mapped already: partial results.</summary>
internal readonly struct Unmapped<TKernel> : IReductionKernel where TKernel : struct, IReductionKernel
{
    public static bool IsWide => TKernel.IsWide;

    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => TKernel.Identity<T>();

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => TKernel.Combine(x, y);

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => TKernel.Combine(x, y);
}
