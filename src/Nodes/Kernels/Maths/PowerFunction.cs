using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// x to the power of y: the exponential of y times the logarithm of |x|, which is kept in two parts all the way, since
/// the exponential makes of its argument's last digits the result's first ones.
/// </summary>
internal static class PowerFunction
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V Pow<V>(V x, V y) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), infinity = V.Create(double.PositiveInfinity);
        if (V.AnyButPositiveNormal(x) || V.Any(~V.LessThan(V.Abs(y), infinity))) return OfAny(x, size, y);
        V digits = AreaLogarithm.Split(x, out V exponent);
        return OfDigits(digits, exponent, y);
    }

    /// <summary>As the usual ones, but subnormal numbers are made normal, and signs and ends are seen to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V OfAny<V>(V x, V size, V y) where V : unmanaged, IVector<V>
    {
        V zero = V.Create(0), one = V.Create(1), infinity = V.Create(double.PositiveInfinity);
        V tiny = V.LessThan(size, V.CreateBits(0x0010000000000000, 0x00800000));
        V normal = V.Select(tiny, size * V.Create(V.IsSingle ? 33554432 : 18014398509481984), size);
        V digits = AreaLogarithm.Split(normal, out V exponent);
        exponent -= tiny & V.Create(V.IsSingle ? 25 : 54);
        V power = OfDigits(digits, exponent, y);

        // Where x or y is at an end, so is the power: it is 0 or infinite, or 1 between the two.
        V end = V.Equal(size, zero) | V.Equal(size, infinity) | V.Equal(V.Abs(y), infinity);
        V grows = ~(V.LessThan(one, size) ^ V.LessThan(zero, y));
        V ended = V.Select(V.Equal(size, one), one, V.Select(grows, infinity, zero));
        power = V.Select(end, ended, power);

        V whole = V.Equal(V.Floor(y), y), half = y * V.Create(0.5);
        V odd = V.AndNot(whole & V.LessThan(V.Abs(y), infinity), V.Equal(V.Floor(half), half));
        power ^= odd & x & SignBits.Bit<V>();
        power = V.Select(V.AndNot(V.LessThan(x, zero), whole | V.Equal(size, infinity)), V.Create(double.NaN), power);
        V isNumber = V.Equal(x, x) & V.Equal(y, y);
        power = V.Select(isNumber, power, V.Create(double.NaN));
        return V.Select(V.Equal(x, one) | V.Equal(y, zero), one, power);
    }

    [MethodImpl(Inline)]
    private static V OfDigits<V>(V digits, V exponent, V y) where V : unmanaged, IVector<V>
    {
        V log = Log(digits, exponent, out V logRest);
        V product = y * log;
        V rest = V.MultiplyAdd(y, log, -product) + (y * logRest);
        V lowest = V.Create(V.IsSingle ? -110 : -760), highest = V.Create(V.IsSingle ? 92 : 720);
        V clamped = V.MinNative(highest, V.MaxNative(lowest, product));
        rest = V.Equal(clamped, product) & rest;
        V count = Exponents.Reduce(clamped, out V reduced, out V lost);
        lost += rest;
        V sum = reduced + lost;
        lost -= sum - reduced;
        V tail = V.MultiplyAdd(sum * sum, Exponents.Tail(sum), lost);
        return V.Scale(V.Create(1) + (sum + tail), count);
    }

    /// <summary>
    /// The logarithm in two parts: twice the series of the hyperbolic arctangent of s = (m - 1) / (m + 1), of which
    /// the first three terms are computed in two parts each.
    /// </summary>
    [MethodImpl(Inline)]
    private static V Log<V>(V digits, V exponent, out V rest) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1), numerator = digits - one, denominator = digits + one;
        V lost = digits - (denominator - one), reciprocal = one / denominator;
        V s = numerator * reciprocal;
        V low = V.MultiplyAdd(V.NegatedMultiplyAdd(s, denominator, numerator), reciprocal, -(s * lost * reciprocal));
        V z = s * s, zLow = V.MultiplyAdd(s, s, -z) + (V.Create(2) * s * low);
        double fifthLow = V.IsSingle ? -2.9802322387695313e-09 : -1.1102230246251566e-17;
        double thirdLow = V.IsSingle ? -9.934107758624577e-09 : 1.850371707708594e-17;
        V sum = TwoParts(z * Tail(z), V.Create(0), V.Create(0.2), fifthLow, out V sumLow);
        V product = Multiply(z, zLow, sum, sumLow, out V productLow);
        sum = TwoParts(product, productLow, V.Create(1.0 / 3), thirdLow, out sumLow);
        product = Multiply(z, zLow, sum, sumLow, out productLow);
        product = Multiply(s, low, product, productLow, out productLow);
        sum = s + product;
        rest = (product - (sum - s)) + (low + productLow);
        return WithExponent(sum + sum, rest + rest, exponent, out rest);
    }

    [MethodImpl(Inline)]
    private static V WithExponent<V>(V log, V low, V exponent, out V rest) where V : unmanaged, IVector<V>
    {
        V high = exponent * V.Create(V.IsSingle ? 0.693145751953125 : 0.6931471803691238);
        V ln2 = V.Create(V.IsSingle ? 1.4286068203094172e-06 : 1.9082149292705877e-10);
        V sum = high + log;
        V lost = V.MultiplyAdd(exponent, ln2, (log - (sum - high)) + low);
        V result = sum + lost;
        rest = lost - (result - sum);
        return result;
    }

    /// <summary>A constant of two parts, plus a smaller number of two parts.</summary>
    [MethodImpl(Inline)]
    private static V TwoParts<V>(V x, V low, V constant, double constantLow, out V rest) where V : unmanaged, IVector<V>
    {
        V sum = constant + x;
        rest = (x - (sum - constant)) + (low + V.Create(constantLow));
        return sum;
    }

    [MethodImpl(Inline)]
    private static V Multiply<V>(V x, V xLow, V y, V yLow, out V rest) where V : unmanaged, IVector<V>
    {
        V product = x * y;
        rest = V.MultiplyAdd(x, y, -product) + V.MultiplyAdd(x, yLow, xLow * y);
        return product;
    }

    /// <summary>1/7 + z/9 + z²/11 ...: what follows 1/3 and 1/5.</summary>
    [MethodImpl(Inline)]
    private static V Tail<V>(V z) where V : unmanaged, IVector<V>
    {
        if (V.IsSingle) return Series.Two(z, 0.14284680783748627, 0.11387085914611816);
        V square = z * z;
        V last = Series.Three(z, square, 0.06667110226222103, 0.05860607709741324, 0.05786790946793514);
        V first = Series.Four(
            z, square, 0.142857142857143, 0.1111111111106837, 0.09090909113873018, 0.07692303064210453);
        return V.MultiplyAdd(last, square * square, first);
    }
}
