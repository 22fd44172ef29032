using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>Sign bits.</summary>
internal static class SignBits
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The sign bit alone.</summary>
    [MethodImpl(Inline)]
    public static V Bit<V>() where V : unmanaged, IVector<V> => V.CreateBits(long.MinValue, int.MinValue);

    /// <summary>A number without a sign takes that of another.</summary>
    [MethodImpl(Inline)]
    public static V Give<V>(V size, V sign) where V : unmanaged, IVector<V> => size | (sign & Bit<V>());
}
