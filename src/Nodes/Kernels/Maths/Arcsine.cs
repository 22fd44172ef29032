using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Arcsine and arccosine. Up to 1/2 by a polynomial; beyond, where they are steep, by that of the root of
/// (1 - |x|) / 2, which is the sine of half the angle. The root of what is below zero makes NaN beyond 1.
/// </summary>
internal static class Arcsine
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const double HalfPi = 1.5707963267948966;

    /// <summary>What <see cref="HalfPi"/> lacks in double and in single precision.</summary>
    private const double HalfPiRest = 6.123233995736766e-17, SingleHalfPiRest = -4.371138828673793e-08;

    [MethodImpl(Inline)]
    public static V Asin<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), half = V.Create(0.5);
        V halved = V.NegatedMultiplyAdd(size, half, half), far = V.LessThan(half, size);
        V sine = V.Select(far, V.Sqrt(halved) * V.Create(-2), size);
        V halfPi = V.Create(HalfPi), turned = halfPi + sine, lost = sine - (turned - halfPi);
        V tail = V.MultiplyAdd(sine, Tail(Lesser(halved, size)), far & (Rest<V>() + lost));
        return SignBits.Give(V.Select(far, turned, sine) + tail, x);
    }

    [MethodImpl(Inline)]
    public static V Acos<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), half = V.Create(0.5);
        V halved = V.NegatedMultiplyAdd(size, half, half), far = V.LessThan(half, size);
        V sine = V.Select(far, SignBits.Give(V.Sqrt(halved) * V.Create(2), x ^ SignBits.Bit<V>()), x);
        // Right angles to begin with: none, two, or in the middle one.
        V angles = V.Select(far, V.LessThan(x, V.Create(0)) & V.Create(2), V.Create(1));
        V tail = V.NegatedMultiplyAdd(sine, Tail(Lesser(halved, size)), angles * Rest<V>());
        return V.NegatedMultiplyAdd(angles, V.Create(-HalfPi), -sine) + tail;
    }

    /// <summary>
    /// The square of the sine in use, which is the lesser of the two: they are equal at 1/2. So neither it nor the root
    /// waits for a comparison.
    /// </summary>
    [MethodImpl(Inline)]
    private static V Lesser<V>(V halved, V size) where V : unmanaged, IVector<V> => V.MinNative(halved, size * size);

    /// <summary>asin(x) / x - 1 of x² up to 1/4.</summary>
    [MethodImpl(Inline)]
    private static V Tail<V>(V z) where V : unmanaged, IVector<V>
    {
        V square = z * z, fourth = square * square;
        if (V.IsSingle)
        {
            V last = Series.Two(z, 0.016573935747146606, 0.03455699607729912);
            V first = Series.Four(
                z, square, 0.1666666567325592, 0.0750015377998352, 0.04458511993288994, 0.03123852051794529);
            return z * V.MultiplyAdd(last, fourth, first);
        }

        V sum = Series.Four(
            z, square, 0.007718889825497306, 0.0162899536962848, -0.011183985177794127, 0.028490090324792595);
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, 0.022372037604909734, 0.017355451081429874, 0.013927386773789885, 0.011892723987980568));
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, 0.16666666666666646, 0.07500000000023573, 0.044642857098679496, 0.03038194767282047));
        return z * sum;
    }

    [MethodImpl(Inline)]
    private static V Rest<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? SingleHalfPiRest : HalfPiRest);
}
