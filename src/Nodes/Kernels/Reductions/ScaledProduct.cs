using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The product, with exponents kept apart from mantissas: it is infinite, 0 or NaN only where the product itself is,
/// or where it overflows or vanishes in the end. Numbers of everyday size are multiplied as they are, so few at a time
/// that nothing overflows; the bits are the same, for powers of two change no rounding.
/// </summary>
internal readonly unsafe struct ScaledProduct<T> : ILineKernel<T, ScaledNumber>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Empty => T.One;

    public ScaledNumber Leaf(T* x, int length, long position)
    {
        int lanes = Vector512<double>.Count, inVectors = length & -(4 * lanes);
        ScaledNumber all = ScaledNumber.One;
        for (int i = inVectors; i < length; i += ScaledVectors.MostAtOnce)
            all *= Few(x + i, Math.Min(ScaledVectors.MostAtOnce, length - i));
        if (inVectors == 0) return all;
        return Everyday(x, inVectors, out ScaledNumber most) || AnySize(x, inVectors, out most)
            ? most * all
            : Unusual(x, inVectors) * all;
    }

    public ScaledNumber Combine(ScaledNumber x, ScaledNumber y) => x * y;

    public T Finish(ScaledNumber all, T* x, long step, long length) => Finish(all);

    /// <summary>The product in the elements' type.</summary>
    public static T Finish(ScaledNumber all) => Widening.Back<T>(all.ToDouble());

    /// <summary>At most 32 elements, one after the other.</summary>
    private static ScaledNumber Few(T* x, int length)
    {
        double plain = 1;
        long sizes = 0;
        for (int i = 0; i < length; i++)
        {
            double element = Widening.Of<T, double>(x[i]);
            plain *= element;
            sizes |= ScaledVectors.SizeOf(element);
        }

        if (ScaledVectors.AreEveryday(sizes)) return ScaledNumber.Of(plain);
        ScaledNumber all = ScaledNumber.One;
        for (int i = 0; i < length; i++) all *= ScaledNumber.Of(Widening.Of<T, double>(x[i]));
        return all;
    }

    /// <summary>Fours of vectors as they are; no if an element is not of everyday size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Everyday(T* x, int length, out ScaledNumber product)
    {
        Vector512<double> a = Vector512.Create(1.0), b = a, c = a, d = a;
        Vector512<long> sizes = default;
        int lanes = Vector512<double>.Count;
        for (int i = 0; i < length; i += 4 * lanes)
        {
            Vector512<double> p = Widening.Load<T, double>(x + i), q = Widening.Load<T, double>(x + i + lanes);
            Vector512<double> r = Widening.Load<T, double>(x + i + (2 * lanes));
            Vector512<double> s = Widening.Load<T, double>(x + i + (3 * lanes));
            sizes |= ScaledVectors.SizeOf(p) | ScaledVectors.SizeOf(q);
            sizes |= ScaledVectors.SizeOf(r) | ScaledVectors.SizeOf(s);
            a *= p;
            b *= q;
            c *= r;
            d *= s;
        }

        Vector512<long> exponents = default;
        product = Across(
            ScaledVectors.Split(a, ref exponents) * ScaledVectors.Split(b, ref exponents),
            ScaledVectors.Split(c, ref exponents) * ScaledVectors.Split(d, ref exponents), exponents, 4L * lanes);
        return ScaledVectors.AreEveryday(sizes);
    }

    /// <summary>As many, mantissas and exponents apart; no for 0, subnormal numbers, infinities and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AnySize(T* x, int length, out ScaledNumber product)
    {
        Vector512<double> a = Vector512.Create(1.0), b = a, c = a, d = a;
        Vector512<long> exponents = default, unusual = default;
        int lanes = Vector512<double>.Count;
        for (int i = 0; i < length; i += 4 * lanes)
        {
            Vector512<double> p = Widening.Load<T, double>(x + i), q = Widening.Load<T, double>(x + i + lanes);
            Vector512<double> r = Widening.Load<T, double>(x + i + (2 * lanes));
            Vector512<double> s = Widening.Load<T, double>(x + i + (3 * lanes));
            unusual |= ScaledVectors.Unusual(p) | ScaledVectors.Unusual(q);
            unusual |= ScaledVectors.Unusual(r) | ScaledVectors.Unusual(s);
            a *= ScaledVectors.Split(p, ref exponents);
            b *= ScaledVectors.Split(q, ref exponents);
            c *= ScaledVectors.Split(r, ref exponents);
            d *= ScaledVectors.Split(s, ref exponents);
        }

        product = Across(
            ScaledVectors.Split(a, ref exponents) * ScaledVectors.Split(b, ref exponents),
            ScaledVectors.Split(c, ref exponents) * ScaledVectors.Split(d, ref exponents), exponents,
            length + (4L * lanes));
        return !Vector512.LessThanAny(unusual, Vector512<long>.Zero);
    }

    /// <summary>All lanes of two vectors; their stored exponents are those of so many numbers.</summary>
    private static ScaledNumber Across(Vector512<double> x, Vector512<double> y, Vector512<long> exponents, long count)
    {
        Vector512<double> both = x * y;
        Vector256<double> half = both.GetLower() * both.GetUpper();
        Vector128<double> quarter = half.GetLower() * half.GetUpper();
        ScaledNumber across = ScaledNumber.Of(quarter.GetElement(0) * quarter.GetElement(1));
        long exponent = Vector512.Sum(exponents) - (ScaledNumber.Bias * count);
        return across with { Exponent = across.Exponent + exponent };
    }

    /// <summary>Known at sight where an element is 0, infinite or NaN; else one after the other.</summary>
    private static ScaledNumber Unusual(T* x, int length)
    {
        bool hasZero = false, hasInfinity = false, isNegative = false;
        for (int i = 0; i < length; i++)
        {
            if (T.IsNaN(x[i])) return new(double.NaN, 0);
            hasZero |= x[i] == T.Zero;
            hasInfinity |= T.IsInfinity(x[i]);
            isNegative ^= T.IsNegative(x[i]);
        }

        double sign = isNegative ? -1 : 1;
        if (hasZero) return new(hasInfinity ? double.NaN : sign * 0.0, 0);
        if (hasInfinity) return new(sign * double.PositiveInfinity, 0);
        ScaledNumber all = ScaledNumber.One;
        for (int i = 0; i < length; i++) all *= ScaledNumber.Of(Widening.Of<T, double>(x[i]));
        return all;
    }
}
