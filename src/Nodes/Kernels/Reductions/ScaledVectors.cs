using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>What products need of the exponents of many doubles at a time.</summary>
internal static class ScaledVectors
{
    /// <summary>
    /// How many floats a number of ample size may be multiplied by before its size is looked at again: what lies
    /// between is a normal double. Doubles may do anything, so all their products are looked at.
    /// </summary>
    public const int FloatsBetween = 4;

    // The stored exponent of the smallest number of ample size, 2^-255; there are 512 such exponents, up to 2^256.
    private const long LeastField = 0x3000_0000_0000_0000;

    // What is left of an exponent less that one when it is none of the 512.
    private const long OtherFields = 0x6000_0000_0000_0000;

    // 2^-127.
    private const double LeastModerate = 5.877471754111438e-39;

    /// <summary>Sizes may be or-ed; what comes of it tells whether all were ample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SizeOf(double x) => BitConverter.DoubleToInt64Bits(x) - LeastField;

    /// <summary>Sizes may be or-ed; what comes of it tells whether all were ample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> SizeOf(Vector512<double> x) => x.AsInt64() - Vector512.Create(LeastField);

    /// <summary>Whether all sizes are between 2^-255 and 2^257.</summary>
    public static bool AreAmple(long sizes) => (sizes & OtherFields) == 0;

    /// <summary>Whether all sizes are between 2^-255 and 2^257.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreAmple(Vector512<long> sizes) =>
        (sizes & Vector512.Create(OtherFields)) == Vector512<long>.Zero;

    /// <summary>How many elements of a type may be multiplied between two looks at the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Between<T>() => typeof(T) == typeof(float) ? FloatsBetween : 1;

    /// <summary>Whether the product after so many elements of a type is one to look at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsToBeSeen<T>(int element) =>
        typeof(T) != typeof(float) || (element & (FloatsBetween - 1)) == FloatsBetween - 1;

    /// <summary>Whether all are between 2^-127 and 2^127, so that all eight multiply to a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreModerate(Vector512<double> x)
    {
        Vector512<double> size = Vector512.Abs(x);
        return Vector512.GreaterThanAll(size, Vector512.Create(LeastModerate)) &&
            Vector512.LessThanAll(size, Vector512.Create(1 / LeastModerate));
    }

    /// <summary>Negative where an exponent is that of 0, of subnormal numbers, of infinities or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Unusual(Vector512<double> x)
    {
        Vector512<long> field = x.AsInt64() & Vector512.Create(ScaledNumber.ExponentField);
        Vector512<long> unit = Vector512.Create(ScaledNumber.ExponentUnit);
        return (field - unit) | (field + unit);
    }

    /// <summary>The mantissas; what is stored of the exponents is added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Split(Vector512<double> x, ref Vector512<long> exponents)
    {
        Vector512<long> bits = x.AsInt64(), field = Vector512.Create(ScaledNumber.ExponentField);
        exponents += Vector512.ShiftRightLogical(bits & field, ScaledNumber.MantissaBits);
        return (Vector512.AndNot(bits, field) | Vector512.Create(1.0).AsInt64()).AsDouble();
    }
}
