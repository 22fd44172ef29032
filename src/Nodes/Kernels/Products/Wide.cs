using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Work on 64 bytes in either precision.</summary>
internal static class Wide
{
    /// <summary>x * y + z, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) =>
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
}
