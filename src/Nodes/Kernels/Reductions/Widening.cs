using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Elements read as themselves, or floats read as doubles, exactly.</summary>
internal static unsafe class Widening
{
    /// <summary>The element in the other type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide Of<T, TWide>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> where TWide : unmanaged, IFloatingPointIeee754<TWide> =>
        typeof(T) == typeof(TWide) ? Unsafe.BitCast<T, TWide>(x) : TWide.CreateTruncating(x);

    /// <summary>The nearest element to a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Back<T>(double x) where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(x) : Unsafe.BitCast<float, T>((float)x);

    /// <summary>A vector of the other type from as many elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWide> Load<T, TWide>(T* x) where T : unmanaged where TWide : unmanaged
    {
        if (typeof(T) == typeof(TWide)) return Vector512.Load((TWide*)x);
        Vector256<float> narrow = Vector256.Load((float*)x);
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Double(narrow).As<double, TWide>();
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(narrow);
        return Vector512.Create(lower, upper).As<double, TWide>();
    }
}
