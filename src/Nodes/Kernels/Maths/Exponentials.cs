using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Exponentials. x is n * log(2) / 16 plus a rest so small that few terms of the series are left; 2^(n/16) is a number
/// of a table, its exponent raised by whole bits. Floats, of which the series is short anyhow, do without the table.
/// </summary>
internal static unsafe class Exponentials
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>2^(j/16), with j taken from the last four bits of the exponent.</summary>
    private static ReadOnlySpan<ulong> Sixteenths =>
    [
        0x3FF0000000000000, 0x3FEFB5586CF9890F, 0x3FEF72B83C7D517B, 0x3FEF387A6E756238,
        0x3FEF06FE0A31B715, 0x3FEEDEA64C123422, 0x3FEEBFDAD5362A27, 0x3FEEAB07DD485429,
        0x3FEEA09E667F3BCD, 0x3FEEA11473EB0187, 0x3FEEACE5422AA0DB, 0x3FEEC49182A3F090,
        0x3FEEE89F995AD3AD, 0x3FEF199BDD85529C, 0x3FEF5818DCFBA487, 0x3FEFA4AFA2A490DA,
    ];

    /// <summary>e to the power of x.</summary>
    [MethodImpl(Inline)]
    public static V Exp<V>(V x) where V : unmanaged, IVector<V>
    {
        // As bits, NaN is above the limit too.
        if (V.AnyLessBits(Limit<V>(), V.Abs(x))) return Scaled(x, V.Create(0));
        V rest = Rest(x, out V count);
        return Raise(rest, count);
    }

    /// <summary>As <see cref="Exp"/>, of NaN or within its short way's limits, and what rounding it lost.</summary>
    [MethodImpl(Inline)]
    public static V ExpOf<V>(V x, out V low) where V : unmanaged, IVector<V>
    {
        V rest = Rest(x, out V count), power = V.IsSingle
            ? V.AddBits(V.Create(1), V.ShiftLeft(count, 52, 23))
            : V.AddBits(Sixteenth(count), V.ShiftLeft(count, 48, 19));
        V result = V.MultiplyAdd(power, rest, power);
        low = V.MultiplyAdd(power, rest, power - result);
        return result;
    }

    /// <summary>Up to here the power is a normal number, and so is its inverse.</summary>
    [MethodImpl(Inline)]
    public static V Limit<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? 87 : 708);

    /// <summary>2 to the power of x.</summary>
    [MethodImpl(Inline)]
    public static V Exp2<V>(V x) where V : unmanaged, IVector<V>
    {
        if (V.AnyLessBits(V.Create(V.IsSingle ? 125 : 1021), V.Abs(x))) return AnyExp2(x);
        V rest = Rest2(x, out V count);
        return Raise(rest, count);
    }

    /// <summary>
    /// e to the power of x, times two to a small whole exponent, for any x; where <see cref="Exp"/> goes the short way,
    /// the same bits, as an exponent's change within normal numbers rounds nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Scaled<V>(V x, V exponent) where V : unmanaged, IVector<V>
    {
        x = V.MinNative(V.Create(V.IsSingle ? 92 : 712), V.MaxNative(V.Create(V.IsSingle ? -105 : -747), x));
        V rest = Rest(x, out V count);
        return RaiseFar(rest, count, exponent);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V AnyExp2<V>(V x) where V : unmanaged, IVector<V>
    {
        x = V.MinNative(V.Create(V.IsSingle ? 130 : 1030), V.MaxNative(V.Create(V.IsSingle ? -152 : -1080), x));
        V rest = Rest2(x, out V count);
        return RaiseFar(rest, count, V.Create(0));
    }

    /// <summary>Added to a number, rounds it to a whole one, which the last bits then are.</summary>
    [MethodImpl(Inline)]
    public static V Rounder<V>() where V : unmanaged, IVector<V> => V.Create(V.IsSingle ? 12582912 : 6755399441055744);

    /// <summary>e^r - 1 - r, over r^2, up to half of log(2).</summary>
    [MethodImpl(Inline)]
    public static V SingleSeries<V>(V r) where V : unmanaged, IVector<V> => Polynomial.Of(
        r, 0.5, 0.16666576266288757, 0.041666463017463684, 0.008363260887563229, 0.001393532962538302);

    /// <summary>How many sixteenths (floats: wholes) of log(2) there are, and e^rest - 1 of what is left.</summary>
    [MethodImpl(Inline)]
    private static V Rest<V>(V x, out V count) where V : unmanaged, IVector<V>
    {
        count = V.MultiplyAdd(x, V.Create(V.IsSingle ? 1.4426950408889634 : 16 * 1.4426950408889634), Rounder<V>());
        V n = count - Rounder<V>();
        V r = V.NegatedMultiplyAdd(n, V.Create(V.IsSingle ? 0.6931471824645996 : 0.04332169878499658), x);
        return Series(V.NegatedMultiplyAdd(
            n, V.Create(V.IsSingle ? -1.904654299957768e-09 : 1.4494042586539372e-18), r));
    }

    /// <summary>The same for powers of two, of which the rest is exact.</summary>
    [MethodImpl(Inline)]
    private static V Rest2<V>(V x, out V count) where V : unmanaged, IVector<V>
    {
        count = V.IsSingle ? x + Rounder<V>() : V.MultiplyAdd(x, V.Create(16), Rounder<V>());
        V n = count - Rounder<V>();
        V left = V.IsSingle ? x - n : V.NegatedMultiplyAdd(n, V.Create(1.0 / 16), x);
        return Series(left * V.Create(0.6931471805599453));
    }

    [MethodImpl(Inline)]
    private static V Series<V>(V r) where V : unmanaged, IVector<V>
    {
        V series = V.IsSingle ? SingleSeries(r) : Polynomial.Of(
            r, 0.5000000000000016, 0.1666666666440634, 0.041666666649485026, 0.008333472297848707,
            0.0013889332528305165);
        return V.MultiplyAdd(r * r, series, r);
    }

    /// <summary>2^(count/16) (floats: 2^count) times 1 + rest, where that is a normal number.</summary>
    [MethodImpl(Inline)]
    private static V Raise<V>(V rest, V count) where V : unmanaged, IVector<V>
    {
        if (V.IsSingle) return V.AddBits(V.Create(1) + rest, V.ShiftLeft(count, 52, 23));
        V power = V.AddBits(Sixteenth(count), V.ShiftLeft(count, 48, 19));
        return V.MultiplyAdd(power, rest, power);
    }

    /// <summary>The same where it may be subnormal or infinite, times two to an exponent.</summary>
    [MethodImpl(Inline)]
    private static V RaiseFar<V>(V rest, V count, V exponent) where V : unmanaged, IVector<V>
    {
        V n = count - Rounder<V>();
        if (V.IsSingle) return V.Scale(V.Create(1) + rest, n + exponent);
        V power = V.AddBits(Sixteenth(count), V.ShiftLeft(count & V.CreateBits(15, 15), 48, 19));
        return V.Scale(V.MultiplyAdd(power, rest, power), V.Floor(n * V.Create(1.0 / 16)) + exponent);
    }

    [MethodImpl(Inline)]
    private static V Sixteenth<V>(V index) where V : unmanaged, IVector<V> =>
        V.Lookup(index, Unsafe.AsPointer(ref MemoryMarshal.GetReference(Sixteenths)));
}
