namespace Dataflow.TestKit.Accuracy;

/// <summary>
/// Arguments to try a function with: where it is used, over all sizes, random bits, and those that are special. All are
/// numbers of the format; the same for the same seed.
/// </summary>
internal static class Samples
{
    /// <summary>
    /// Values at which functions change their ways; a neighbour on either side of each is tried, too.
    /// </summary>
    private static readonly double[] Turns =
    [
        0, double.Epsilon, 1e-310, 2.2250738585072014e-308, 1.1754943508222875e-38, 1e-45, 1e-40, 1e-300, 1e-30, 1e-17,
        1e-9, 2e-8, 1e-5, 0.125, 0.25, 0.3465735902799726, 0.41421356237309503, 0.5, 0.7071067811865476, 0.84375, 0.875,
        1, 1.0397207708399179, 1.4142135623730951, 2, 2.414213562373095, 3, 4, 5.5, 6, 9, 10, 16, 19.0615, 22, 37, 44,
        64, 88.72283, 88.72284, 87.33655, 103.27893, 103.97208, 104, 127, 128, 149, 150, 512, 708.3964185322641,
        709.782712893384, 710.4758600739439,
        744.4400719213812, 745.1332191019411, 746, 1022, 1023, 1024, 1074, 1075,
        1e4, 39000, 1e5, 1e9, 16777216, 33554432, 4503599627370496, 9007199254740992, 18014398509481984, 1e19, 1e22,
        1e30, 3.4028234663852886e38, 1e155, 1e300, 8.98846567431158e307, 1.7976931348623157e308,
        6381956970095103 * 1.1113793747425387e240, 16367173 * 4.7223664828696452e21, double.PositiveInfinity,
    ];

    /// <summary>Every special value, its neighbours and their negatives; the numbers nearest to k π/2.</summary>
    public static double[] Specials(FloatFormat format)
    {
        IEnumerable<int> counts = [.. Enumerable.Range(1, 40), 100, 710, 12345, 1000003];
        double[] near = [.. Turns.Concat(counts.Select(k => k * Math.PI / 2)).SelectMany(x => Around(x, format))];
        return [.. near.Concat(near.Select(x => -x)).Append(double.NaN).Distinct()];
    }

    public static double Uniform(Random random, (double Low, double High) range) =>
        range.Low + ((range.High - range.Low) * random.NextDouble());

    /// <summary>Between 1e-30 and 1e3 and as often of one size as of another; of either sign.</summary>
    public static double OfAnySize(Random random) =>
        Math.Pow(10, Uniform(random, (-30, 3))) * (random.Next(2) == 0 ? 1 : -1);

    /// <summary>Random bits: a number of any exponent, now and then an infinity or NaN.</summary>
    public static double Bits(Random random, FloatFormat format) => format == FloatFormat.Single
        ? BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, 1L + int.MaxValue))
        : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));

    /// <summary>Pairs of a power that is neither nothing nor beyond the format, with many of x near 1.</summary>
    public static (double X, double Y) Powers(Random random, FloatFormat format)
    {
        double x = random.Next(2) == 0
            ? 1 + (OfAnySize(random) * 1e-3)
            : Math.Pow(10, Uniform(random, (-30, 30)));
        x = Math.Abs(Rounded(x, format));
        double log = Math.Log(x);
        double bound = format == FloatFormat.Single ? 104 : 746;
        double y = log == 0 ? 1 : Uniform(random, (-bound, bound)) / log;
        return random.Next(8) == 0 ? (-x, Math.Round(y)) : (x, y);
    }

    /// <summary>Pairs of about the same size, or a few units in the last place from each other.</summary>
    public static (double X, double Y) Neighbours(Random random, FloatFormat format)
    {
        double x = Rounded(random.Next(2) == 0 ? Bits(random, format) : OfAnySize(random), format);
        double step = random.Next(2) == 0
            ? Math.ScaleB(random.Next(-8, 9), 1 - format.Precision)
            : random.NextDouble() * 8;
        double y = x * (1 + step);
        return random.Next(2) == 0 ? (x, y) : (y, -x);
    }

    /// <summary>The nearest number of the format.</summary>
    public static double Rounded(double x, FloatFormat format) => format == FloatFormat.Single ? (float)x : x;

    private static IEnumerable<double> Around(double x, FloatFormat format) => format == FloatFormat.Single
        ? [MathF.BitDecrement((float)x), (float)x, MathF.BitIncrement((float)x)]
        : [Math.BitDecrement(x), x, Math.BitIncrement(x)];
}
