using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>How many bits a kernel works on at once.</summary>
internal enum VectorWidth
{
    Scalar,
    Bits128,
    Bits256,
    Bits512,
}

/// <summary>A loop that is compiled for each vector that it may run on.</summary>
internal unsafe interface IRowLoop
{
    static abstract void Run<T, V>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V>;
}

/// <summary>Chooses vectors; tests ask for narrower ones, to compare their bits.</summary>
internal static unsafe class VectorWidths
{
    /// <summary>The widest that this machine computes with.</summary>
    public static VectorWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512 :
        Vector256.IsHardwareAccelerated ? VectorWidth.Bits256 :
        Vector128.IsHardwareAccelerated ? VectorWidth.Bits128 : VectorWidth.Scalar;

    /// <summary>The vector of a width.</summary>
    [return: DynamicallyAccessedMembers(KernelMembers.All)]
    public static Type TypeFor<T>(VectorWidth width) where T : unmanaged, IFloatingPointIeee754<T> =>
        (typeof(T) == typeof(double), width) switch
        {
            (true, VectorWidth.Bits512) => typeof(DoubleVector512),
            (true, VectorWidth.Bits256) => typeof(DoubleVector256),
            (true, VectorWidth.Bits128) => typeof(DoubleVector128),
            (true, _) => typeof(DoubleScalar),
            (_, VectorWidth.Bits512) => typeof(SingleVector512),
            (_, VectorWidth.Bits256) => typeof(SingleVector256),
            (_, VectorWidth.Bits128) => typeof(SingleVector128),
            _ => typeof(SingleScalar),
        };

    /// <summary>The loop over vectors of a width.</summary>
    public static delegate*<T**, long*, T*, long, void> Choose<TLoop, T>(VectorWidth width)
        where TLoop : struct, IRowLoop where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? width switch
            {
                VectorWidth.Bits512 => &TLoop.Run<T, DoubleVector512>,
                VectorWidth.Bits256 => &TLoop.Run<T, DoubleVector256>,
                VectorWidth.Bits128 => &TLoop.Run<T, DoubleVector128>,
                _ => &TLoop.Run<T, DoubleScalar>,
            }
            : width switch
            {
                VectorWidth.Bits512 => &TLoop.Run<T, SingleVector512>,
                VectorWidth.Bits256 => &TLoop.Run<T, SingleVector256>,
                VectorWidth.Bits128 => &TLoop.Run<T, SingleVector128>,
                _ => &TLoop.Run<T, SingleScalar>,
            };
}
