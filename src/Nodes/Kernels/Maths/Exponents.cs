using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>What the functions that have an exponential in them are made of.</summary>
internal static class Exponents
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>How many ln 2 there are in x; what is left, and what that has lost by rounding.</summary>
    [MethodImpl(Inline)]
    public static V Reduce<V>(V x, out V reduced, out V rest) where V : unmanaged, IVector<V>
    {
        V count = V.Round(x * V.Create(1.4426950408889634));
        V high = V.NegatedMultiplyAdd(count, V.Create(V.IsSingle ? 0.693145751953125 : 0.6931471805599453), x);
        V low = V.Create(V.IsSingle ? 1.4286068203094172e-06 : 2.3190468138462996e-17);
        reduced = V.NegatedMultiplyAdd(count, low, high);
        rest = V.NegatedMultiplyAdd(count, low, high - reduced);
        return count;
    }

    /// <summary>(exp(x) - 1 - x) / x² for x of at most half of ln 2.</summary>
    [MethodImpl(Inline)]
    public static V Tail<V>(V x) where V : unmanaged, IVector<V>
    {
        V square = x * x, fourth = square * square;
        if (V.IsSingle)
        {
            return V.MultiplyAdd(V.Create(0.001393532962538302), fourth, Series.Four(
                x, square, 0.5, 0.16666576266288757, 0.041666463017463684, 0.008363260887563229));
        }

        V last = V.MultiplyAdd(Series.Two(x, 2.762025316398158e-07, 2.510976181702383e-08), fourth, Series.Four(
            x, square, 0.0013888888917560711, 0.00019841269885708055, 2.4801520880757985e-05, 2.755724319423897e-06));
        return V.MultiplyAdd(last, fourth, Series.Four(
            x, square, 0.5, 0.16666666666666674, 0.04166666666662306, 0.008333333333322568));
    }
}
