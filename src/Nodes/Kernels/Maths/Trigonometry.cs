using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Sine, cosine and tangent. Multiples of pi, as three numbers, are taken from x; the first difference is exact, so
/// that the rest has all its bits even beside a multiple of pi. One polynomial then serves a half-turn. Beyond a limit
/// each number is computed alone, by <see cref="LargeAngles"/>, and so is NaN, which as bits is above the limit; lanes
/// below it stay as they are.
/// </summary>
internal static unsafe class Trigonometry
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The sine.</summary>
    [MethodImpl(Inline)]
    public static V Sin<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyLessBits(Limit<V>(), V.Abs(x)) ? AnySin(x) : SinOf(x);

    /// <summary>The cosine.</summary>
    [MethodImpl(Inline)]
    public static V Cos<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyLessBits(Limit<V>(), V.Abs(x)) ? AnyCos(x) : CosOf(x);

    /// <summary>The tangent.</summary>
    [MethodImpl(Inline)]
    public static V Tan<V>(V x) where V : unmanaged, IVector<V> =>
        V.AnyLessBits(Limit<V>(), V.Abs(x)) ? AnyTan(x) : Tangents.Of(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnySin<V>(V x) where V : unmanaged, IVector<V> => V.Select(
        V.LessThanOrEqual(V.Abs(x), Limit<V>()), SinOf(x), PerLane.Map(x, &LargeAngles.Sin, &LargeAngles.Sin));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnyCos<V>(V x) where V : unmanaged, IVector<V> => V.Select(
        V.LessThanOrEqual(V.Abs(x), Limit<V>()), CosOf(x), PerLane.Map(x, &LargeAngles.Cos, &LargeAngles.Cos));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnyTan<V>(V x) where V : unmanaged, IVector<V> => V.Select(
        V.LessThanOrEqual(V.Abs(x), Limit<V>()), Tangents.Of(x), PerLane.Map(x, &LargeAngles.Tan, &LargeAngles.Tan));

    /// <summary>Up to here the multiple is right, and what the three numbers lack of pi does not matter.</summary>
    [MethodImpl(Inline)]
    private static V Limit<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? 39000 : 1e9);

    [MethodImpl(Inline)]
    private static V SinOf<V>(V x) where V : unmanaged, IVector<V>
    {
        V turns = V.MultiplyAdd(x, V.Create(1 / Math.PI), Exponentials.Rounder<V>());
        return OfHalfTurn(LessTurns(x, turns - Exponentials.Rounder<V>())) ^ Odd(turns);
    }

    [MethodImpl(Inline)]
    private static V CosOf<V>(V x) where V : unmanaged, IVector<V>
    {
        V half = V.Create(0.5), turns = V.MultiplyAdd(x, V.Create(1 / Math.PI), half) + Exponentials.Rounder<V>();
        return OfHalfTurn(LessTurns(x, (turns - Exponentials.Rounder<V>()) - half)) ^ Odd(turns);
    }

    /// <summary>The parts of pi are all rounded down, so that nothing is added to -0 but -0.</summary>
    [MethodImpl(Inline)]
    private static V LessTurns<V>(V x, V turns) where V : unmanaged, IVector<V>
    {
        V rest = V.NegatedMultiplyAdd(turns, V.Create(V.IsSingle ? 3.141592502593994 : Math.PI), x);
        rest = V.NegatedMultiplyAdd(
            turns, V.Create(V.IsSingle ? 1.5099578831723193e-07 : 1.224646799147353e-16), rest);
        return V.NegatedMultiplyAdd(
            turns, V.Create(V.IsSingle ? 1.078060505991553e-14 : 2.1657133478438278e-32), rest);
    }

    /// <summary>The sign bit where a whole number of half-turns is odd.</summary>
    [MethodImpl(Inline)]
    private static V Odd<V>(V turns) where V : unmanaged, IVector<V> => V.ShiftLeft(turns, 63, 31);

    /// <summary>The sine from -pi/2 to pi/2, where it is 1 exactly; nowhere is it above.</summary>
    [MethodImpl(Inline)]
    private static V OfHalfTurn<V>(V x) where V : unmanaged, IVector<V>
    {
        V square = x * x;
        V series = V.IsSingle
            ? Polynomial.Of(square, -0.166666627, 0.00833307859, -0.000198082053, 2.59991793e-06)
            : Polynomial.Of(
                square, -0.16666666666666666, 0.008333333333333207, -0.0001984126984121248, 2.7557319211569486e-06,
                -2.505210690442404e-08, 1.605894100243404e-10, -7.643019378824875e-13, 2.721408819387063e-15);
        // Plus zero makes the product of -0 plus 0, so that the sine of -0 is -0.
        V sine = V.MultiplyAdd(V.MultiplyAdd(square, series, V.Create(0)), x, x);
        // Of floats, with which all angles can be tried, the series is chosen so that the limit is never needed.
        return V.IsSingle ? sine : V.LimitSize(sine, V.Create(1));
    }
}
