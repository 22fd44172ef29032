namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Sine, cosine and tangent of angles of any size, one at a time. Of 2/pi only those bits matter that give neither
/// whole turns nor digits behind the last; so a window of them times the number's digits is the angle in quarter-turns.
/// </summary>
internal static class LargeAngles
{
    /// <summary>The digits of 2/pi after the point.</summary>
    private static ReadOnlySpan<ulong> Digits =>
    [
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561,
        0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484,
        0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B,
        0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    public static double Sin(double x) => Of(x, 0);

    public static double Cos(double x) => Of(x, 1);

    public static float Sin(float x) => (float)Trigonometry.Sin(new DoubleScalar(x)).Value;

    public static float Cos(float x) => (float)Trigonometry.Cos(new DoubleScalar(x)).Value;

    public static float Tan(float x) => (float)Trigonometry.Tan(new DoubleScalar(x)).Value;

    public static double Tan(double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        long quarters = Reduce(x, out DoubleScalar r, out DoubleScalar lost);
        return Tangents.OfQuarter(r, lost, DoubleScalar.CreateBits(quarters << 63, 0)).Value;
    }

    /// <summary>The sine of x and a number of quarter-turns.</summary>
    private static double Of(double x, long more)
    {
        if (!double.IsFinite(x)) return double.NaN;
        long quarters = Reduce(x, out DoubleScalar r, out DoubleScalar lost) + more;
        DoubleScalar value = (quarters & 1) == 0 ? Tangents.Sine(r, lost, out _) : Tangents.Cosine(r, lost, out _);
        return (quarters & 2) == 0 ? value.Value : -value.Value;
    }

    /// <summary>How many quarter-turns there are, and the angle left, between minus and plus an eighth.</summary>
    private static long Reduce(double x, out DoubleScalar r, out DoubleScalar lost)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        ulong digits = (ulong)(bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        UInt128 fraction = Fraction(digits, (int)(bits >> 52) - 1075, out ulong tail);
        // The first two bits count quarter-turns; half of one or more left is taken from the next.
        long quarters = (long)(fraction >> 126) + (long)((fraction >> 125) & 1);
        fraction <<= 2;
        fraction |= tail >> 62;
        bool above = (fraction >> 127) != 0;
        double left = Math.ScaleB((double)(above ? ~fraction : fraction), -128);
        UInt128 rest = (above ? ~fraction : fraction) - (UInt128)Math.ScaleB(left, 128);
        double low = Math.ScaleB((double)(Int128)rest, -128), sign = above != x < 0 ? -1 : 1;
        const double quarter = Math.PI / 2, quarterLow = 6.123233995736766e-17;
        double high = left * quarter;
        r = new(sign * high);
        lost = new(sign * (Math.FusedMultiplyAdd(left, quarter, -high) + (left * quarterLow) + (low * quarter)));
        return x < 0 ? -quarters : quarters;
    }

    /// <summary>Digits times 2^exponent * 2/pi, less whole turns, in units of 2^-126; and 64 bits more.</summary>
    private static UInt128 Fraction(ulong digits, int exponent, out ulong tail)
    {
        int first = exponent - 2;
        UInt128 low = (UInt128)digits * Window(first + 128), middle = (UInt128)digits * Window(first + 64);
        middle += low >> 64;
        tail = (ulong)low;
        return ((UInt128)(digits * Window(first)) << 64) + middle;
    }

    /// <summary>Sixty-four bits of 2/pi; those before the point are zeros.</summary>
    private static ulong Window(int first)
    {
        int word = first >> 6, shift = first & 63;
        ulong high = Word(word), low = Word(word + 1);
        return shift == 0 ? high : (high << shift) | (low >> (64 - shift));
    }

    private static ulong Word(int index) => index < 0 ? 0 : Digits[index];
}
