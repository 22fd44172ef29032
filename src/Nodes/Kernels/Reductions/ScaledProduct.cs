using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The product, with exponents kept apart from mantissas: it is infinite, 0 or NaN only where the product itself is,
/// or where it overflows or vanishes in the end. Numbers are multiplied as they are as long as all products on the way
/// are far from both ends of the range; the bits are the same, for powers of two change no rounding.
/// </summary>
internal readonly unsafe struct ScaledProduct<T> : ILineKernel<T, ScaledNumber>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of fewer elements are multiplied one element after the other.</summary>
    public const int AtOnce = 32;

    public T Empty => T.One;

    public ScaledNumber Leaf(T* x, int length, long position)
    {
        int inVectors = length & -AtOnce;
        if (inVectors == 0) return Few(x, length);
        if (!Ample(x, inVectors, out ScaledNumber most) && !AnySize(x, inVectors, out most))
            most = Unusual(x, inVectors);
        return length == inVectors ? most : most * Few(x + inVectors, length - inVectors);
    }

    public ScaledNumber Combine(ScaledNumber x, ScaledNumber y) => x * y;

    public T Finish(ScaledNumber all, T* x, long step, long length) => Finish(all);

    /// <summary>The product in the elements' type.</summary>
    public static T Finish(ScaledNumber all) => Widening.Back<T>(all.ToDouble());

    /// <summary>Fewer than 32 elements, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ScaledNumber Few(T* x, int length)
    {
        double plain = 1;
        long sizes = 0;
        for (int i = 0; i < length; i++)
        {
            plain *= Widening.Of<T, double>(x[i]);
            if (ScaledVectors.IsToBeSeen<T>(i)) sizes |= ScaledVectors.SizeOf(plain);
        }

        sizes |= ScaledVectors.SizeOf(plain);
        if (ScaledVectors.AreAmple(sizes)) return ScaledNumber.Of(plain);
        ScaledNumber all = ScaledNumber.One;
        for (int i = 0; i < length; i++) all *= ScaledNumber.Of(Widening.Of<T, double>(x[i]));
        return all;
    }

    /// <summary>Fours of vectors as they are; no if a product on the way is not of ample size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Ample(T* x, int length, out ScaledNumber product)
    {
        Vector512<double> a = Vector512.Create(1.0), b = a, c = a, d = a;
        Vector512<long> sizes = default;
        int lanes = Vector512<double>.Count;
        for (int i = 0; i < length;)
        {
            int next = Math.Min(length, i + (AtOnce * ScaledVectors.Between<T>()));
            for (; i < next; i += AtOnce)
            {
                a *= Widening.Load<T, double>(x + i);
                b *= Widening.Load<T, double>(x + i + lanes);
                c *= Widening.Load<T, double>(x + i + (2 * lanes));
                d *= Widening.Load<T, double>(x + i + (3 * lanes));
            }

            sizes |= ScaledVectors.SizeOf(a) | ScaledVectors.SizeOf(b);
            sizes |= ScaledVectors.SizeOf(c) | ScaledVectors.SizeOf(d);
        }

        // Four numbers of ample size do not vanish; where they overflow, that is an infinity in the end.
        Vector512<double> all = a * b * (c * d);
        Vector512<long> exponents = default;
        if (ScaledVectors.AreAmple(sizes) && ScaledVectors.AreModerate(all))
        {
            product = Across(all, exponents, 0);
            return true;
        }

        product = Across(ScaledVectors.Split(all, ref exponents), exponents, lanes);
        bool isUnusual = Vector512.LessThanAny(ScaledVectors.Unusual(all), Vector512<long>.Zero);
        return ScaledVectors.AreAmple(sizes) && !isUnusual;
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

        Vector512<double> ab = ScaledVectors.Split(a, ref exponents) * ScaledVectors.Split(b, ref exponents);
        Vector512<double> cd = ScaledVectors.Split(c, ref exponents) * ScaledVectors.Split(d, ref exponents);
        product = Across(ab * cd, exponents, length + AtOnce);
        return !Vector512.LessThanAny(unusual, Vector512<long>.Zero);
    }

    /// <summary>All lanes; stored exponents are those of so many numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScaledNumber Across(Vector512<double> lanes, Vector512<long> exponents, long count)
    {
        Vector256<double> half = lanes.GetLower() * lanes.GetUpper();
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
