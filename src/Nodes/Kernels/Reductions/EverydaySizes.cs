using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Tells numbers of everyday size, from 2^-15 to 2^17, from others. Sizes may be or-ed; what comes of it tells whether
/// all were everyday numbers.
/// </summary>
internal static unsafe class EverydaySizes
{
    /// <summary>So many numbers of everyday size multiply to a normal number, in any order.</summary>
    public const int MostAtOnce = 32;

    // The stored exponent of the smallest everyday number; there are 32 such exponents.
    private const long LeastField = 0x3F00_0000_0000_0000;

    // What is left of an exponent less that one when it is none of the 32.
    private const long OtherFields = 0x7E00_0000_0000_0000;

    // The same for floats.
    private const int LeastOfFloats = 0x3800_0000, OtherFloats = 0x7000_0000;

    public static long Of(double x) => BitConverter.DoubleToInt64Bits(x) - LeastField;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Of(Vector512<double> x) => x.AsInt64() - Vector512.Create(LeastField);

    /// <summary>Sizes of 32 elements, of floats as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> OfFour<T>(T* x) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<int> least = Vector512.Create(LeastOfFloats);
            return ((Vector512.Load((int*)x) - least) | (Vector512.Load((int*)x + 16) - least)).AsInt64();
        }

        double* wide = (double*)x;
        return Of(Vector512.Load(wide)) | Of(Vector512.Load(wide + 8)) |
            Of(Vector512.Load(wide + 16)) | Of(Vector512.Load(wide + 24));
    }

    public static bool AreEveryday(long sizes) => (sizes & OtherFields) == 0;

    /// <summary>Whether sizes taken from elements of that type are all everyday ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEveryday<T>(Vector512<long> sizes) where T : unmanaged =>
        typeof(T) == typeof(float)
            ? (sizes.AsInt32() & Vector512.Create(OtherFloats)) == Vector512<int>.Zero
            : (sizes & Vector512.Create(OtherFields)) == Vector512<long>.Zero;
}
