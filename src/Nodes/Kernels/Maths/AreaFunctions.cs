using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The inverse hyperbolic functions. Those of sine and cosine are logarithms of 1 + w, w being kept in two parts, as
/// its rounding would show where the logarithm is small. That of the tangent needs no logarithm's argument:
/// (1 + x) / (1 - x) is a power of two times (1 + s) / (1 - s), of which s comes by a single division.
/// </summary>
internal static class AreaFunctions
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Beyond it 1 is nothing to the square, and far beyond it the square is infinite.</summary>
    private const double Far = 1e100, SingleFar = 1e15;

    [MethodImpl(Inline)]
    public static V Asinh<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x);
        V result = AsinhOfUsual(size);
        V far = V.Create(V.IsSingle ? SingleFar : Far);
        return SignBits.Give(V.AnyLessThan(far, size) ? OfFar(size, far, result) : result, x);
    }

    [MethodImpl(Inline)]
    public static V Acosh<V>(V x) where V : unmanaged, IVector<V>
    {
        V result = AcoshOfUsual(x);
        V far = V.Create(V.IsSingle ? SingleFar : Far), one = V.Create(1);
        V strange = V.LessThan(far, x) | V.LessThan(x, one);
        return V.Any(strange)
            ? V.Select(V.LessThan(x, one), V.Create(double.NaN), OfFar(x, far, result))
            : result;
    }

    [MethodImpl(Inline)]
    public static V Atanh<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), one = V.Create(1);
        V halfLn2 = V.Create(V.IsSingle ? 0.34657287597656250 : 0.34657359018456190);
        V above = one + size, below = one - size, near = V.LessThan(size, V.Create(0.25));
        AreaLogarithm.Split(above * ReciprocalGuess(below), out V exponent);
        V power = Powers.OfTwo(exponent);
        V lost = (one - below) - size;
        V numerator = V.NegatedMultiplyAdd(power, lost, V.NegatedMultiplyAdd(power, below, one) + size);
        V s = V.Select(near, size, numerator / V.MultiplyAdd(power, below, above));
        exponent = V.AndNot(exponent, near); // only now: nothing above is to wait for a comparison
        V rest = exponent * V.Create(V.IsSingle ? 7.1430341015458e-07 : 9.5410746456352938e-11);
        V tail = V.MultiplyAdd(s, AreaLogarithm.Tail(s * s), rest) + s;
        V result = SignBits.Give(V.MultiplyAdd(exponent, halfLn2, tail), x);
        return V.Any(V.LessThanOrEqual(one, size)) ? AtanhOfEnd(x, size, result) : result;
    }

    [MethodImpl(Inline)]
    private static V AsinhOfUsual<V>(V x) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1), square = V.MultiplyAdd(x, x, one);
        V root = V.Sqrt(square);
        V off = V.MultiplyAdd(x, x, one - square) + V.NegatedMultiplyAdd(root, root, square);
        // One over twice the root, near enough where the correction is of weight: near 1.
        V correction = off * (V.Create(0.5) * V.MaxNative(V.Create(2) - root, V.Create(0)));
        V less = root - one, sum = x + less;
        return AreaLogarithm.OfOneAnd(sum, (less - (sum - x)) + correction);
    }

    [MethodImpl(Inline)]
    private static V AcoshOfUsual<V>(V x) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1), square = V.MultiplyAdd(x, x, -one);
        V root = V.Sqrt(square), guess = ReciprocalGuess(root);
        V off = V.NegatedMultiplyAdd(root, root, square) * V.Create(0.5);
        V correction = off * guess * V.NegatedMultiplyAdd(root, guess, V.Create(2));
        V less = x - one, sum = root + less;
        return AreaLogarithm.OfOneAnd(sum, (less - (sum - root)) + correction);
    }

    /// <summary>The logarithm of 2 x, where x is far.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V OfFar<V>(V x, V far, V usual) where V : unmanaged, IVector<V>
    {
        V logarithm = AreaLogarithm.OfOneAnd(x, V.Create(0)) + V.Create(0.6931471805599453);
        V infinity = V.Create(double.PositiveInfinity);
        return V.Select(V.LessThan(far, x), V.Select(V.Equal(x, infinity), infinity, logarithm), usual);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AtanhOfEnd<V>(V x, V size, V usual) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1), infinity = SignBits.Give(V.Create(double.PositiveInfinity), x);
        V end = V.Select(V.Equal(size, one), infinity, V.Create(double.NaN));
        return V.Select(V.LessThanOrEqual(one, size), end, usual);
    }

    /// <summary>1 / x, an eighth off at most: by its bits, taken from those of a constant.</summary>
    [MethodImpl(Inline)]
    private static V ReciprocalGuess<V>(V x) where V : unmanaged, IVector<V> =>
        V.SubtractBits(V.CreateBits(0x7fde6238da3c2118, 0x7ef311c7), x);
}
