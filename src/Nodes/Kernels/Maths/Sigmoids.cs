using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Functions of which both tails come from e^-|x|, which never overflows. It is computed with what its rounding lost,
/// as the results have finer digits than it has.
/// </summary>
internal static class Sigmoids
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(Inline)]
    public static V Sigmoid<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyLessThan(Exponentials.Limit<V>(), V.Abs(x)) ? AnySigmoid(x) : SigmoidOf(x);

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(Inline)]
    public static V Softplus<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyLessThan(Exponentials.Limit<V>(), V.Abs(x)) ? AnySoftplus(x) : SoftplusOf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnySigmoid<V>(V x) where V : unmanaged, IVector<V> => Far(x, SigmoidOf(x), V.Create(1));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnySoftplus<V>(V x) where V : unmanaged, IVector<V> => Far(x, SoftplusOf(x), x);

    /// <summary>Far below zero both are e^x.</summary>
    private static V Far<V>(V x, V near, V above) where V : unmanaged, IVector<V>
    {
        V far = V.Select(V.LessThan(x, V.Create(0)), Exponentials.Scaled(x, V.Create(0)), above);
        return V.Select(V.LessThan(Exponentials.Limit<V>(), V.Abs(x)), far, near);
    }

    [MethodImpl(Inline)]
    private static V SigmoidOf<V>(V x) where V : unmanaged, IVector<V>
    {
        V tail = Exponentials.ExpOf(-V.Abs(x), out V low), one = V.Create(1), below = one + tail;
        V belowLow = (tail - (below - one)) + low, inverse = one / below;
        V positive = V.LessThanOrEqual(V.Create(0), x);
        V above = V.Select(positive, one, tail), quotient = above * inverse;
        V left = V.NegatedMultiplyAdd(quotient, below, above) + V.AndNot(low, positive);
        return V.MultiplyAdd(V.NegatedMultiplyAdd(quotient, belowLow, left), inverse, quotient);
    }

    [MethodImpl(Inline)]
    private static V SoftplusOf<V>(V x) where V : unmanaged, IVector<V>
    {
        V tail = Exponentials.ExpOf(-V.Abs(x), out V low);
        return V.MaxNative(x, V.Create(0)) + Logarithms.Log1pOf(tail, low);
    }
}
