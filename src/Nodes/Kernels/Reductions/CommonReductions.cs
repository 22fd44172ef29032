using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>The sum.</summary>
internal readonly struct Adding : IReductionKernel
{
    public static bool IsWide => true;

    public static bool OverflowsOnTheWay => true;

    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => x + y;

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => x + y;
}

/// <summary>The greatest; NaN if any is, and -0 is below +0.</summary>
internal readonly struct Largest : IReductionKernel
{
    public static bool NeedsElements => true;

    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.NegativeInfinity;

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x, y);

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Max(x, y);
}

/// <summary>The smallest; NaN if any is, and -0 is below +0.</summary>
internal readonly struct Smallest : IReductionKernel
{
    public static bool NeedsElements => true;

    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.PositiveInfinity;

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Min(x, y);

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Min(x, y);
}
