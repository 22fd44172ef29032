using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>Powers of two, made of an exponent's bits.</summary>
internal static class Powers
{
    /// <summary>Two to a whole power that is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfTwo<V>(V exponent) where V : unmanaged, IVector<V> =>
        V.ShiftLeft(exponent + V.Create(V.IsSingle ? 12582912 + 127 : 6755399441055744 + 1023), 52, 23);

    /// <summary>
    /// <see cref="IVector{TSelf}.Scale"/> where there is no instruction for it: in two steps, of which the first is
    /// exact, so that the result is rounded once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<V>(V x, V exponent) where V : unmanaged, IVector<V>
    {
        V half = V.Round(exponent * V.Create(0.5));
        return x * OfTwo(half) * OfTwo(exponent - half);
    }
}
