using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>What products need of the exponents of many doubles at a time.</summary>
internal static class ScaledVectors
{
    /// <summary>So many numbers of everyday size multiply to a normal number, in any order.</summary>
    public const int MostAtOnce = 32;

    // The stored exponent of the smallest everyday number, 2^-15; there are 32 such exponents, up to 2^16.
    private const long LeastField = 0x3F00_0000_0000_0000;

    // What is left of an exponent less that one when it is none of the 32.
    private const long OtherFields = 0x7E00_0000_0000_0000;

    /// <summary>Sizes may be or-ed; what comes of it tells whether all were everyday numbers.</summary>
    public static long SizeOf(double x) => BitConverter.DoubleToInt64Bits(x) - LeastField;

    /// <summary>Sizes may be or-ed; what comes of it tells whether all were everyday numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> SizeOf(Vector512<double> x) => x.AsInt64() - Vector512.Create(LeastField);

    /// <summary>Whether all sizes are between 2^-15 and 2^17.</summary>
    public static bool AreEveryday(long sizes) => (sizes & OtherFields) == 0;

    /// <summary>Whether all sizes are between 2^-15 and 2^17.</summary>
    public static bool AreEveryday(Vector512<long> sizes) =>
        (sizes & Vector512.Create(OtherFields)) == Vector512<long>.Zero;

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
