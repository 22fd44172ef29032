using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The tangent, and sine and cosine of a quarter-turn to more digits than a number has: their quotient would not be
/// precise enough of rounded ones.
/// </summary>
internal static class Tangents
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The tangent of an angle that is not large.</summary>
    [MethodImpl(Inline)]
    public static V Of<V>(V x) where V : unmanaged, IVector<V>
    {
        V quarters = V.MultiplyAdd(x, V.Create(2 / Math.PI), Exponentials.Rounder<V>());
        V r = Less(x, (quarters - Exponentials.Rounder<V>()) * V.Create(0.5), out V lost);
        V tangent = OfQuarter(r, lost, V.ShiftLeft(quarters, 63, 31));
        // Below it is x to all digits, and its sign is that of a zero.
        return V.Select(V.LessThan(V.Abs(x), V.Create(V.IsSingle ? 1e-5 : 1e-9)), x, tangent);
    }

    /// <summary>The tangent of r + lost; where the sign bit is set, of a quarter-turn more.</summary>
    [MethodImpl(Inline)]
    public static V OfQuarter<V>(V r, V lost, V odd) where V : unmanaged, IVector<V>
    {
        V sine = Sine(r, lost, out V sineLow), cosine = Cosine(r, lost, out V cosineLow);
        V swap = V.ShiftRightSigned(odd, 63, 31);
        V above = V.Select(swap, cosine, sine) ^ odd, aboveLow = V.Select(swap, cosineLow, sineLow) ^ odd;
        V below = V.Select(swap, sine, cosine), belowLow = V.Select(swap, sineLow, cosineLow);
        V inverse = V.Create(1) / below, quotient = above * inverse;
        V left = V.NegatedMultiplyAdd(quotient, below, above) + aboveLow;
        return V.MultiplyAdd(V.NegatedMultiplyAdd(quotient, belowLow, left), inverse, quotient);
    }

    /// <summary>The sine of r + lost, at most an eighth of a turn, and what rounding it lost.</summary>
    [MethodImpl(Inline)]
    public static V Sine<V>(V r, V lost, out V low) where V : unmanaged, IVector<V>
    {
        V square = r * r;
        V series = V.IsSingle
            ? Polynomial.Of(square, -0.166666641831398, 0.008332716301083565, -0.0001958358770934865)
            : Polynomial.Of(
                square, -0.16666666666666666, 0.008333333333331295, -0.0001984126983705852, 2.7557316208277313e-06,
                -2.5051148102744985e-08, 1.5919035594640275e-10);
        low = V.MultiplyAdd(r * square, series, lost);
        V sine = r + low;
        low -= sine - r;
        return sine;
    }

    /// <summary>The cosine of r + lost, at most an eighth of a turn, and what rounding it lost.</summary>
    [MethodImpl(Inline)]
    public static V Cosine<V>(V r, V lost, out V low) where V : unmanaged, IVector<V>
    {
        V square = r * r, half = V.Create(0.5) * square, one = V.Create(1), main = one - half;
        V series = V.IsSingle
            ? Polynomial.Of(square, 0.0416666641831398, -0.0013888271059840918, 2.454362766002305e-05)
            : Polynomial.Of(
                square, 0.041666666666666664, -0.0013888888888887053, 2.480158729844488e-05, -2.755731714983606e-07,
                2.08761260160052e-09, -1.1381409468147409e-11);
        low = (one - main - half) + V.MultiplyAdd(square * square, series, -(r * lost));
        V cosine = main + low;
        low -= cosine - main;
        return cosine;
    }

    /// <summary>x less a multiple of pi, and what rounding it lost.</summary>
    [MethodImpl(Inline)]
    private static V Less<V>(V x, V turns, out V lost) where V : unmanaged, IVector<V>
    {
        V second = V.Create(V.IsSingle ? -8.742277657347586e-08 : 1.2246467991473532e-16);
        V high = V.NegatedMultiplyAdd(turns, V.Create(Math.PI), x), part = turns * second, r = high - part;
        V back = r - high, error = (high - (r - back)) - (part + back) + V.NegatedMultiplyAdd(turns, second, part);
        lost = V.NegatedMultiplyAdd(
            turns, V.Create(V.IsSingle ? -3.4302490200117637e-15 : -2.9947698097183397e-33), error);
        return r;
    }
}
