using System.Numerics;

namespace Dataflow.TestKit.Accuracy;

/// <summary>
/// Constants to <see cref="Bits"/> bits behind the point, from their series in whole numbers. So many bits that the
/// greatest double can be reduced by multiples of π/2 and leave a double-double of right digits.
/// </summary>
internal static class FixedPoint
{
    public const int Bits = 1024 + 320;

    /// <summary>π, by Machin's formula.</summary>
    public static readonly BigInteger Pi =
        4 * ((4 * OfReciprocal(5, alternating: true)) - OfReciprocal(239, alternating: true));

    /// <summary>The natural logarithm of 2, twice the hyperbolic arctangent of 1/3.</summary>
    public static readonly BigInteger Ln2 = 2 * OfReciprocal(3, alternating: false);

    /// <summary>The natural logarithm of 10: that of 8 and that of 10/8.</summary>
    public static readonly BigInteger Ln10 = (3 * Ln2) + (2 * OfReciprocal(9, alternating: false));

    /// <summary>A whole number of units of 2^-<paramref name="bits"/>.</summary>
    public static DoubleDouble ToDoubleDouble(BigInteger value, int bits)
    {
        int surplus = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 192); // far beyond what two doubles hold
        value >>= surplus;
        double high = (double)value;
        double low = (double)(value - new BigInteger(high));
        return DoubleDouble.ScaleB(DoubleDouble.Sum(high, low), surplus - bits);
    }

    /// <summary>1/n -+ 1/(3 n³) + 1/(5 n⁵) ...: the arctangent of 1/n, or all added, the hyperbolic one.</summary>
    private static BigInteger OfReciprocal(int n, bool alternating)
    {
        const int guard = 64;
        BigInteger power = (BigInteger.One << (Bits + guard)) / n, sum = power;
        for (int k = 1; !power.IsZero; k++)
        {
            power /= n * n;
            BigInteger term = power / ((2 * k) + 1);
            sum += alternating && k % 2 == 1 ? -term : term;
        }

        return sum >> guard;
    }
}
