using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.TestKit.Operators;

/// <summary>Values at which kernels go wrong first, and how results are compared.</summary>
internal static class Specials
{
    public static T[] Of<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        T huge = typeof(T) == typeof(double) ? T.CreateTruncating(1e300) : T.CreateTruncating(1e38);
        T[] positive =
        [
            T.Zero, T.Epsilon, T.Epsilon * T.CreateTruncating(1000), T.One / huge, T.CreateTruncating(0.25),
            T.CreateTruncating(0.5), T.CreateTruncating(0.7), T.One, T.CreateTruncating(1.5), T.CreateTruncating(2.5),
            T.CreateTruncating(3), T.CreateTruncating(123456.75), huge, T.PositiveInfinity,
        ];
        return [.. positive, .. positive.Select(value => -value), T.NaN];
    }

    /// <summary>Values of all sizes, one in four a special one; the same for the same seed.</summary>
    public static NdArray<T> Array<T>(Shape shape, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        T[] specials = Of<T>(), values = new T[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(4) == 0
                ? specials[random.Next(specials.Length)]
                : T.CreateTruncating((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)));
        }

        return NdArray<T>.From(values.AsSpan(), shape);
    }

    /// <summary>Small whole numbers, of which sums and products are exact in any order.</summary>
    public static NdArray<T> Whole<T>(Shape shape, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        T[] values = new T[shape.Length];
        for (int i = 0; i < values.Length; i++) values[i] = T.CreateTruncating(random.Next(-8, 9));
        return NdArray<T>.From(values.AsSpan(), shape);
    }

    /// <summary>Equal bit by bit, except that one NaN is as good as another.</summary>
    public static bool AreSame<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> =>
        T.IsNaN(x) ? T.IsNaN(y) : Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<T, long>(x) == Unsafe.BitCast<T, long>(y)
            : Unsafe.BitCast<T, int>(x) == Unsafe.BitCast<T, int>(y);

    public static void AssertSame<T>(NdArray<T> expected, NdArray<T> came, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string? difference = Arrays.FirstDifference(expected, came);
        Assert.True(difference is null, $"{what}: {difference}");
    }
}
