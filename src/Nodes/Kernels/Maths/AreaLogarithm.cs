using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>What the functions that are logarithms at heart are made of.</summary>
internal static class AreaLogarithm
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>A positive normal number as m times a power of two, m being between √½ and √2.</summary>
    [MethodImpl(Inline)]
    public static V Split<V>(V x, out V exponent) where V : unmanaged, IVector<V>
    {
        V least = V.CreateBits(0x3fe6a09e667f3bcd, 0x3f3504f3); // the root of 1/2
        V above = V.AddBits(x, V.SubtractBits(V.Create(1), least));
        if (V.IsSingle)
        {
            exponent = (V.ShiftRight(above, 23, 23) | V.CreateBits(0, 0x4b000000)) - V.Create(8388608 + 127);
            return V.AddBits(above & V.CreateBits(0, 0x007fffff), least);
        }

        exponent = (V.ShiftRight(above, 52, 52) | V.CreateBits(0x4330000000000000, 0))
            - V.Create(4503599627370496 + 1023);
        return V.AddBits(above & V.CreateBits(0x000fffffffffffff, 0), least);
    }

    /// <summary>
    /// log(1 + x + rest), for x that is not negative; the rest is what x lacks, or would have lost by rounding.
    /// </summary>
    [MethodImpl(Inline)]
    public static V OfOneAnd<V>(V x, V rest) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1), sum = one + x, part = sum - one;
        V lost = (one - (sum - part)) + (x - part) + rest;
        V digits = Split(sum, out V exponent);
        V scale = Powers.OfTwo(-V.MinNative(exponent, V.Create(V.IsSingle ? 100 : 900)));
        V f = V.MultiplyAdd(lost, scale, digits - one);
        V s = f / (V.Create(2) + f), half = V.Create(0.5) * f * f;
        V ln2 = V.Create(V.IsSingle ? 0.693145751953125 : 0.6931471803691238);
        V small = exponent * V.Create(V.IsSingle ? 1.4286068203094172e-06 : 1.9082149292705877e-10);
        V tail = Tail(s * s);
        V inner = V.MultiplyAdd(s, half + (tail + tail), small);
        return V.MultiplyAdd(exponent, ln2, f - (half - inner));
    }

    /// <summary>The hyperbolic arctangent of s, divided by s, less 1; of s² up to 1/16.</summary>
    [MethodImpl(Inline)]
    public static V Tail<V>(V z) where V : unmanaged, IVector<V>
    {
        V square = z * z;
        if (V.IsSingle)
            return z * Series.Three(z, square, 0.3333342671394348, 0.19973401725292206, 0.15395183861255646);
        V last = Series.Four(
            z, square, 0.09090650073066324, 0.07701025945836444, 0.06505569841091219, 0.07397716083423128);
        V first = Series.Four(
            z, square, 0.33333333333333287, 0.20000000000097337, 0.14285714253035506, 0.11111115270009392);
        return z * V.MultiplyAdd(last, square * square, first);
    }
}
