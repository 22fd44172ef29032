using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Functions that are small where their argument is: e^x - 1 and the hyperbolic ones. x is n * log(2) + r; powers of
/// two plus or minus one another are exact, and what r adds to them comes from series that have no constant term.
/// </summary>
internal static class Hyperbolics
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>e to the power of x, minus 1, precise for small x too.</summary>
    [MethodImpl(Inline)]
    public static V Expm1<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyLessThan(Limit<V>(), V.Abs(x)) ? AnyExpm1(x) : Expm1Of(x);

    /// <summary>The hyperbolic sine.</summary>
    [MethodImpl(Inline)]
    public static V Sinh<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x);
        return V.AnyLessThan(Limit<V>(), size) ? AnySinh(x) : Signs.Copy(SinhOf(size), x);
    }

    /// <summary>The hyperbolic cosine.</summary>
    [MethodImpl(Inline)]
    public static V Cosh<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x);
        return V.AnyLessThan(Limit<V>(), size) ? AnyCosh(size) : CoshOf(size);
    }

    /// <summary>
    /// The hyperbolic tangent: e^2x - 1 over two more. What rounding both loses is put right in the quotient.
    /// </summary>
    [MethodImpl(Inline)]
    public static V Tanh<V>(V x) where V : unmanaged, IVector<V>
    {
        // Beyond the limit it is 1 to all digits.
        V size = V.MinNative(V.Create(V.IsSingle ? 10 : 22), V.Abs(x));
        V r = Less(size + size, out V count, out V lost), one = V.Create(1), two = V.Create(2);
        V power = V.AddBits(one, Raised(count)), series = V.MultiplyAdd(r * r, ExponentialSeries(r), lost);
        V linear = V.MultiplyAdd(power, r, power - one), above = V.MultiplyAdd(power, series, linear);
        V aboveLow = V.MultiplyAdd(power, series, linear - above), below = above + two;
        V belowLow = above - (below - two), inverse = one / below, quotient = above * inverse;
        V left = V.NegatedMultiplyAdd(quotient, below, above) + V.NegatedMultiplyAdd(quotient, belowLow, aboveLow);
        return Signs.Copy(V.MultiplyAdd(left, inverse, quotient), x);
    }

    /// <summary>Beyond it the power of two is not normal, or soon is not; e^-x does not matter any more.</summary>
    [MethodImpl(Inline)]
    private static V Limit<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? 86 : 700);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnyExpm1<V>(V x) where V : unmanaged, IVector<V>
    {
        V far = V.Select(V.LessThan(x, V.Create(0)), V.Create(-1), Exponentials.Scaled(x, V.Create(0)));
        return V.Select(V.LessThan(Limit<V>(), V.Abs(x)), far, Expm1Of(x));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnySinh<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), far = Exponentials.Scaled(size, V.Create(-1));
        return Signs.Copy(V.Select(V.LessThan(Limit<V>(), size), far, SinhOf(size)), x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnyCosh<V>(V size) where V : unmanaged, IVector<V> => V.Select(
        V.LessThan(Limit<V>(), size), Exponentials.Scaled(size, V.Create(-1)), CoshOf(size));

    [MethodImpl(Inline)]
    private static V Expm1Of<V>(V x) where V : unmanaged, IVector<V>
    {
        V r = Less(x, out V count, out _), one = V.Create(1), power = V.AddBits(one, Raised(count));
        V linear = V.MultiplyAdd(power, r, power - one);
        return Signs.Copy(V.MultiplyAdd(power, r * r * ExponentialSeries(r), linear), x);
    }

    [MethodImpl(Inline)]
    private static V SinhOf<V>(V x) where V : unmanaged, IVector<V>
    {
        V r = Less(x, out V count, out _), square = r * r;
        HalfPowers(count, out V sine, out V cosine);
        V terms = V.MultiplyAdd(cosine, r * square * SineSeries(square), sine * (square * CosineSeries(square)));
        return sine + V.MultiplyAdd(cosine, r, terms);
    }

    [MethodImpl(Inline)]
    private static V CoshOf<V>(V x) where V : unmanaged, IVector<V>
    {
        V r = Less(x, out V count, out _), square = r * r;
        HalfPowers(count, out V sine, out V cosine);
        V terms = V.MultiplyAdd(sine, r * square * SineSeries(square), cosine * (square * CosineSeries(square)));
        return cosine + V.MultiplyAdd(sine, r, terms);
    }

    /// <summary>x less a multiple of log(2), and what rounding it lost; how many there were.</summary>
    [MethodImpl(Inline)]
    private static V Less<V>(V x, out V count, out V lost) where V : unmanaged, IVector<V>
    {
        count = V.MultiplyAdd(x, V.Create(1.4426950408889634), Exponentials.Rounder<V>());
        V n = count - Exponentials.Rounder<V>();
        V low = V.Create(V.IsSingle ? -1.904654299957768e-09 : 2.3190468138462996e-17);
        V high = V.NegatedMultiplyAdd(n, V.Create(V.IsSingle ? 0.6931471824645996 : 0.6931471805599453), x);
        V r = V.NegatedMultiplyAdd(n, low, high);
        lost = V.NegatedMultiplyAdd(n, low, high - r);
        return r;
    }

    /// <summary>The count where an exponent has its bits.</summary>
    [MethodImpl(Inline)]
    private static V Raised<V>(V count) where V : unmanaged, IVector<V> => V.ShiftLeft(count, 52, 23);

    /// <summary>(2^n - 2^-n) / 2 and (2^n + 2^-n) / 2.</summary>
    [MethodImpl(Inline)]
    private static void HalfPowers<V>(V count, out V sine, out V cosine) where V : unmanaged, IVector<V>
    {
        V half = V.Create(0.5), raised = Raised(count);
        V up = V.AddBits(half, raised), down = V.SubtractBits(half, raised);
        sine = up - down;
        cosine = up + down;
    }

    /// <summary>e^r - 1 - r, over r^2.</summary>
    [MethodImpl(Inline)]
    private static V ExponentialSeries<V>(V r) where V : unmanaged, IVector<V> => V.IsSingle
        ? Exponentials.SingleSeries(r)
        : Polynomial.Of(
            r, 0.5, 0.16666666666666674, 0.04166666666662306, 0.008333333333322568, 0.0013888888917560711,
            0.00019841269885708055, 2.4801520880757985e-05, 2.755724319423897e-06, 2.762025316398158e-07,
            2.510976181702383e-08);

    /// <summary>sinh(r) - r, over r^3, from r^2.</summary>
    [MethodImpl(Inline)]
    private static V SineSeries<V>(V square) where V : unmanaged, IVector<V> => V.IsSingle
        ? Polynomial.Of(square, 0.1666666716337204, 0.008333150297403336, 0.00019997979688923806)
        : Polynomial.Of(
            square, 0.16666666666666669, 0.008333333333328875, 0.00019841269866627948, 2.755726447302021e-06,
            2.5101867902168932e-08);

    /// <summary>cosh(r) - 1, over r^2, from r^2.</summary>
    [MethodImpl(Inline)]
    private static V CosineSeries<V>(V square) where V : unmanaged, IVector<V> => V.IsSingle
        ? Polynomial.Of(square, 0.5, 0.041666507720947266, 0.0013930867426097393)
        : Polynomial.Of(
            square, 0.5, 0.04166666666666667, 0.0013888888888882154, 2.4801587330039684e-05, 2.7557268886305535e-07,
            2.0916384659958805e-09);
}
