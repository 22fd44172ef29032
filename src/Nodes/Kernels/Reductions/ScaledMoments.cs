namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Squares of deviations of a line whose numbers are so large or so small that their squares are no normal numbers:
/// gone over a second time, in units of a power of two. Slow, for few lines are like that.
/// </summary>
internal static unsafe class ScaledMoments
{
    // Between 2^-400 and 2^400 squares are safe, those of deviations in the last place included.
    private const int SafeExponent = 400;

    /// <summary>The exponent of the greatest magnitude; 0 where units would change nothing.</summary>
    public static int UnitFor(double* x, long step, long length)
    {
        double greatest = 0;
        for (long i = 0; i < length; i++) greatest = Math.Max(greatest, Math.Abs(x[i * step]));
        if (greatest == 0 || !double.IsFinite(greatest)) return 0;
        int exponent = Math.ILogB(greatest);
        return Math.Abs(exponent) <= SafeExponent ? 0 : exponent;
    }

    /// <summary>The sum of the squares of what elements are off their mean, in such units.</summary>
    public static double Squares(double* x, long step, long length, int unit)
    {
        double sum = 0, squares = 0, rest = 0;
        for (long i = 0; i < length; i++) sum += Math.ScaleB(x[i * step], -unit);
        double mean = sum / length;
        for (long i = 0; i < length; i++)
        {
            double off = Math.ScaleB(x[i * step], -unit) - mean;
            squares += off * off;
            rest += off;
        }

        return squares - (rest * (rest / length));
    }
}
