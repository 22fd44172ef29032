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
        return Widen(Vector256.Load((float*)x)).As<double, TWide>();
    }

    /// <summary>Floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen(Vector256<float> x)
    {
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Double(x);
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(x);
        return Vector512.Create(lower, upper);
    }

    /// <summary>Stores the nearest elements to doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector512<double> x, T* to) where T : unmanaged
    {
        if (typeof(T) == typeof(double)) x.Store((double*)to);
        else if (Avx512F.IsSupported) Avx512F.ConvertToVector256Single(x).Store((float*)to);
        else Vector256.Narrow(x.GetLower(), x.GetUpper()).Store((float*)to);
    }
}
