using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Logarithms. A number is m * 2^e with m from 0.76 to 1.52; of m, the upper bits choose a reciprocal from a table, and
/// r = m * reciprocal - 1 is so small that few terms of the series are left. Then log(x) is e * log(2), minus the
/// reciprocal's logarithm, plus log(1 + r): the first two are added first, and exactly where the result is small.
/// </summary>
internal static class Logarithms
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(Inline)]
    public static V Log<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyButPositiveNormal(x) ? Any<Natural, V>(x) : Of<Natural, V>(x, Split(x, out V bits), bits);

    /// <summary>The logarithm to base 2.</summary>
    [MethodImpl(Inline)]
    public static V Log2<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyButPositiveNormal(x) ? Any<Binary, V>(x) : Of<Binary, V>(x, Split(x, out V bits), bits);

    /// <summary>The logarithm to base 10.</summary>
    [MethodImpl(Inline)]
    public static V Log10<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyButPositiveNormal(x) ? Any<Decimal, V>(x) : Of<Decimal, V>(x, Split(x, out V bits), bits);

    /// <summary>The natural logarithm of 1 + x, precise for small x too.</summary>
    [MethodImpl(Inline)]
    public static V Log1p<V>(V x) where V : unmanaged, IVector<V>
    {
        V sum = V.Create(1) + x;
        return V.AnyButPositiveNormal(sum) ? AnyLog1p(x) : Log1pOf(x, V.Create(0));
    }

    /// <summary>With subnormal numbers made normal, and what has no logarithm told apart.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V Any<TBase, V>(V x) where TBase : struct, IBase where V : unmanaged, IVector<V>
    {
        V small = V.LessThan(x, V.CreateBits(0x0010000000000000, 0x00800000));
        V normal = V.Select(small, x * (V.IsSingle ? V.Create(1 << 25) : V.Create(1L << 54)), x);
        V exponent = Split(normal, out V bits) - (small & Unit<V>() * (V.IsSingle ? V.Create(25) : V.Create(54)));
        return Special(x, Of<TBase, V>(normal, exponent, bits));
    }

    /// <summary>The result, or where x is no positive finite number, what it has instead.</summary>
    private static V Special<V>(V x, V result) where V : unmanaged, IVector<V>
    {
        V zero = V.Create(0), infinity = V.Create(double.PositiveInfinity);
        V above = V.Select(V.LessThan(x, infinity), result, x);
        V upward = V.Select(V.LessThan(zero, x), above, V.Create(double.NaN));
        return V.Select(V.Equal(x, zero), -infinity, V.Select(V.Equal(x, x), upward, x));
    }

    /// <summary>
    /// The exponent, times 2^52 (floats: 2^23), as it comes from the bits; and those bits, counted from the least m.
    /// </summary>
    [MethodImpl(Inline)]
    private static V Split<V>(V x, out V bits) where V : unmanaged, IVector<V>
    {
        bits = V.SubtractBits(x, V.CreateBits(0x3FE8555500000000, 0x3F42AAAB));
        return V.ConvertBits(ExponentBits(bits));
    }

    [MethodImpl(Inline)]
    private static V ExponentBits<V>(V bits) where V : unmanaged, IVector<V> =>
        bits & V.CreateBits(unchecked((long)0xFFF0000000000000), unchecked((int)0xFF800000));

    /// <summary>What the exponent is multiplied by.</summary>
    [MethodImpl(Inline)]
    private static V Unit<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? 1 << 23 : 1L << 52);

    [MethodImpl(Inline)]
    private static V Of<TBase, V>(V x, V exponent, V bits) where TBase : struct, IBase where V : unmanaged, IVector<V>
    {
        V index = V.ShiftRight(bits, 48, 19), m = V.SubtractBits(x, ExponentBits(bits));
        V r = V.MultiplyAdd(m, TBase.Reciprocal(index), V.Create(-1));
        return TBase.Sum(exponent, index, r);
    }

    /// <summary>As <see cref="Log1p"/> of x + low, which may be NaN and is above -1 else.</summary>
    [MethodImpl(Inline)]
    public static V Log1pOf<V>(V x, V low) where V : unmanaged, IVector<V>
    {
        // What the sum 1 + x lost is part of r, as it would be had the sum more bits.
        V one = V.Create(1), sum = one + x, back = sum - one, lost = (one - (sum - back)) + (x - back) + low;
        V exponent = Split(sum, out V bits), power = ExponentBits(bits);
        V index = V.ShiftRight(bits, 48, 19), reciprocal = LogarithmTables.NaturalReciprocal(index);
        V r = V.MultiplyAdd(V.SubtractBits(sum, power), reciprocal, -one);
        // Of the largest numbers the power has no reciprocal; zero will do, as nothing comes of what they lost.
        lost *= V.MaxNative(V.SubtractBits(one, power), V.Create(0));
        return Signs.Copy(Natural.Sum(exponent, index, V.MultiplyAdd(lost, reciprocal, r)), x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnyLog1p<V>(V x) where V : unmanaged, IVector<V> =>
        Special(V.Create(1) + x, Log1pOf(x, V.Create(0)));

    /// <summary>What differs from base to base.</summary>
    private interface IBase
    {
        static abstract V Reciprocal<V>(V index) where V : unmanaged, IVector<V>;

        /// <summary>The exponent's and the table's part, exactly, and the series' part.</summary>
        static abstract V Sum<V>(V exponent, V index, V r) where V : unmanaged, IVector<V>;
    }

    private readonly struct Natural : IBase
    {
        [MethodImpl(Inline)]
        public static V Reciprocal<V>(V index) where V : unmanaged, IVector<V> =>
            LogarithmTables.NaturalReciprocal(index);

        [MethodImpl(Inline)]
        public static V Sum<V>(V exponent, V index, V r) where V : unmanaged, IVector<V>
        {
            V series = V.IsSingle
                ? Polynomial.Of(r, -0.4999999701976776, 0.3333333134651184, -0.250188410282135, 0.20011475682258606)
                : Polynomial.Of(
                    r, -0.4999999999999979, 0.3333333333333365, -0.25000000003383527, 0.19999999998425255,
                    -0.1666665288988453, 0.14285712958789945, -0.12520418310867612, 0.11121927774982172);
            V low = V.MultiplyAdd(exponent, V.Create(
                V.IsSingle ? -1.90465421e-09 / (1 << 23) : 5.4979230187083712e-14 / (1L << 52)), r);
            V high = V.MultiplyAdd(exponent, V.Create(
                V.IsSingle ? 0.693147182 / (1 << 23) : 0.69314718055989033 / (1L << 52)),
                LogarithmTables.NaturalLogarithm(index));
            return high + V.MultiplyAdd(r * r, series, low);
        }
    }

    private readonly struct Binary : IBase
    {
        [MethodImpl(Inline)]
        public static V Reciprocal<V>(V index) where V : unmanaged, IVector<V> =>
            LogarithmTables.BinaryReciprocal(index);

        [MethodImpl(Inline)]
        public static V Sum<V>(V exponent, V index, V r) where V : unmanaged, IVector<V>
        {
            V series = V.IsSingle
                ? Polynomial.Of(r, -0.721347451210022, 0.48089832067489624, -0.36094561219215393, 0.2887045741081238)
                : Polynomial.Of(
                    r, -0.7213475204444786, 0.48089834696299233, -0.36067376027105486, 0.28853900815507394,
                    -0.24044897472454121, 0.20609927241209455, -0.18063145406944076, 0.16045550046092003);
            V high = V.MultiplyAdd(exponent, V.Create(1) / Unit<V>(), LogarithmTables.BinaryLogarithm(index));
            V low = V.IsSingle ? V.MultiplyAdd(r, V.Create(1.92596299e-8), r * r * series) : r * r * series;
            return high + V.MultiplyAdd(r, V.Create(1.4426950408889634), low);
        }
    }

    private readonly struct Decimal : IBase
    {
        [MethodImpl(Inline)]
        public static V Reciprocal<V>(V index) where V : unmanaged, IVector<V> =>
            LogarithmTables.DecimalReciprocal(index);

        [MethodImpl(Inline)]
        public static V Sum<V>(V exponent, V index, V r) where V : unmanaged, IVector<V>
        {
            V series = V.IsSingle
                ? Polynomial.Of(r, -0.21714721620082855, 0.14476482570171356, -0.10865545272827148, 0.0869087353348732)
                : Polynomial.Of(
                    r, -0.217147240951625, 0.1447648273010853, -0.10857362049050744, 0.08685889637381133,
                    -0.07238235381873737, 0.0620420630805625, -0.05437548583530237, 0.04830191860801269);
            V low = V.MultiplyAdd(exponent, V.Create(
                V.IsSingle ? -1.43209888e-08 / (1 << 23) : -8.5323443170571066e-14 / (1L << 52)),
                r * r * series);
            V high = V.MultiplyAdd(exponent, V.Create(
                V.IsSingle ? 0.30103001 / (1 << 23) : 0.30102999566406652 / (1L << 52)),
                LogarithmTables.DecimalLogarithm(index));
            return high + V.MultiplyAdd(r, V.Create(0.4342944819032518), low);
        }
    }
}
