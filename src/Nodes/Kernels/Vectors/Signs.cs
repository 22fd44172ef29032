using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>Work on the sign bit.</summary>
internal static class Signs
{
    /// <summary>The sign bit alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Bit<V>() where V : unmanaged, IVector<V> => V.CreateBits(long.MinValue, int.MinValue);

    /// <summary>The size of x with the sign of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Copy<V>(V x, V sign) where V : unmanaged, IVector<V> => V.Select(Bit<V>(), sign, x);

    /// <summary>For the instruction that compares sizes: the smaller one, with the sign of the first.</summary>
    public const byte SmallerSize = 2;

    /// <summary><see cref="IVector{TSelf}.LimitSize"/> where there is no instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LimitSize<V>(V x, V limit) where V : unmanaged, IVector<V> =>
        V.MinNative(V.MaxNative(x, -limit), limit);
}
