using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Exponentials of what elements are above one number; with the loop that exp itself runs.</summary>
internal static unsafe class ShiftedExponentials
{
    /// <summary>The result may lie on the elements.</summary>
    public static void Of<T>(
        T* x, T shift, T* result, int length, delegate*<T**, long*, T*, long, void> exp)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Subtract(x, shift, result, length);
        long step = 1;
        exp(&result, &step, result, length);
    }

    /// <summary>Multiplies elements where they lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<T>(T* x, T factor, long length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> factors = Vector512.Create(factor);
        long i = 0;
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
            (Vector512.Load(x + i) * factors).Store(x + i);
        for (; i < length; i++) x[i] *= factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract<T>(T* x, T shift, T* result, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> shifts = Vector512.Create(shift);
        int i = 0;
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
            (Vector512.Load(x + i) - shifts).Store(result + i);
        for (; i < length; i++) result[i] = x[i] - shift;
    }
}
