using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>The sum of magnitudes.</summary>
internal readonly struct MagnitudeSum : IReductionKernel
{
    public static bool IsWide => true;

    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Abs(x);

    public static Vector512<T> Map<T>(Vector512<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Abs(x);

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => x + y;

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => x + y;
}

/// <summary>The greatest magnitude; NaN if any element is.</summary>
internal readonly struct LargestMagnitude : IReductionKernel
{
    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

    public static T Map<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Abs(x);

    public static Vector512<T> Map<T>(Vector512<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Abs(x);

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x, y);

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Max(x, y);
}
