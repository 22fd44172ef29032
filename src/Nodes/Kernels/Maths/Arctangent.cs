using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The arctangent of a number and of a point. A polynomial serves all of 0 to 1, and what is above 1 turns over:
/// atan(x) = π/2 - atan(1/x). So there is one division, none at all for vectors that stay below 1, and it is the only
/// rounding before the polynomial.
/// </summary>
internal static class Arctangent
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const double HalfPi = 1.5707963267948966;

    /// <summary>What <see cref="HalfPi"/> lacks in double and in single precision.</summary>
    private const double HalfPiRest = 6.123233995736766e-17, SingleHalfPiRest = -4.371138828673793e-08;

    [MethodImpl(Inline)]
    public static V Atan<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), one = V.Create(1);
        if (!V.AnyLessThan(one, size)) return SignBits.Give(V.MultiplyAdd(size, Tail(size), V.Create(0)) + size, x);
        V above = V.LessThan(one, size);
        V ratio = V.Select(above, V.Create(-1) / size, size);
        V turned = V.MultiplyAdd(ratio, Tail(ratio), above & Rest<V>()) + ratio;
        return SignBits.Give((above & V.Create(HalfPi)) + turned, x);
    }

    /// <summary>The angle of the point (x, y): the smaller coordinate is divided by the greater.</summary>
    [MethodImpl(Inline)]
    public static V Atan2<V>(V y, V x) where V : unmanaged, IVector<V>
    {
        V width = V.Abs(x), height = V.Abs(y);
        V ratio = V.MinNative(width, height) / V.MaxNative(height, width); // NaN beside any number stays
        V steep = V.LessThan(width, height);
        if (V.Any(~V.Equal(ratio, ratio))) ratio = OfEqual(ratio, width, height);
        // How many right angles there are to begin with, and whether the rest is to be taken from them.
        V left = V.LessThan(SignBits.Give(V.Create(1), x), V.Create(0));
        V angles = V.Select(steep, V.Create(1), left & V.Create(2));
        V signed = ratio ^ ((steep ^ left) & SignBits.Bit<V>());
        V turned = V.MultiplyAdd(signed, Tail(ratio), angles * Rest<V>()) + signed;
        return SignBits.Give(V.Abs(V.MultiplyAdd(angles, V.Create(HalfPi), turned)), y);
    }

    /// <summary>Two zeros have no angle and two infinities half a right one; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V OfEqual<V>(V ratio, V width, V height) where V : unmanaged, IVector<V>
    {
        V isNumber = V.Equal(ratio, ratio);
        V equal = V.Select(V.LessThan(V.Create(0), width), V.Create(1), V.Create(0));
        return V.Select(isNumber, ratio, V.Select(V.Equal(width, height), equal, ratio));
    }

    /// <summary>atan(x) / x - 1 for x from -1 to 1.</summary>
    [MethodImpl(Inline)]
    private static V Tail<V>(V x) where V : unmanaged, IVector<V>
    {
        V z = x * x, square = z * z, fourth = square * square;
        V sum;
        if (V.IsSingle)
        {
            sum = V.MultiplyAdd(
                V.Create(-0.0024765159469097853),
                fourth,
                Series.Four(
                    z, square, -0.08677477389574051, 0.062962606549263, -0.03643302991986275, 0.013860541395843029));
            return z * V.MultiplyAdd(
                sum,
                fourth,
                Series.Four(
                    z, square, -0.3333333134651184, 0.19999751448631287, -0.14279070496559143, 0.11038582772016525));
        }

        sum = Series.Four(
            z, square, -0.003612698364507519, 0.0010931870623236545, -0.0002098936715264227, 1.9104461465480627e-05);
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, -0.031487572865530264, 0.023976369608453386, -0.015818029888616175, 0.008582699758113616));
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, -0.05258452957886246, 0.047395978344975845, -0.042657687625176924, 0.03761646479424038));
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, -0.09090908677642409, 0.07692300279902431, -0.06666577859109633, 0.058815999148365425));
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, -0.3333333333333333, 0.19999999999998216, -0.14285714285460843, 0.11111111097018601));
        return z * sum;
    }

    [MethodImpl(Inline)]
    private static V Rest<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? SingleHalfPiRest : HalfPiRest);
}
