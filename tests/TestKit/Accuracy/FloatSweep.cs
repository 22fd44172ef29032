using Dataflow.Nodes.Operators;

namespace Dataflow.TestKit.Accuracy;

/// <summary>
/// Goes through all floats, or every so many, on all cores: a function in single precision against the same function in
/// double precision, which <see cref="UlpMeter"/> measures, and now and then against the reference itself.
/// </summary>
internal static class FloatSweep
{
    private const int Chunk = 8192;
    private const long Floats = 1L << 32;

    /// <summary>The worst of every <paramref name="step"/>th float.</summary>
    public static WorstUlps Measure(ElementwiseOperator op, Reference reference, int step)
    {
        Lock gate = new();
        WorstUlps worst = default;
        long chunks = (Floats / step / Chunk) + 1;
        Parallel.For(0L, chunks, chunk =>
        {
            WorstUlps own = OfChunk(op, reference, chunk, step);
            lock (gate) worst = worst.Or(own);
        });
        return worst;
    }

    private static WorstUlps OfChunk(ElementwiseOperator op, Reference reference, long chunk, int step)
    {
        float[] x = new float[Chunk];
        for (int i = 0; i < Chunk; i++) x[i] = BitConverter.UInt32BitsToSingle((uint)(((chunk * Chunk) + i) * step));
        double[] wide = Array.ConvertAll(x, value => (double)value);
        float[] came = UlpMeter.Run(op, x, x);
        double[] expected = UlpMeter.Run(op, wide, wide);
        int worst = 0;
        double most = -1;
        for (int i = 0; i < Chunk; i++)
        {
            double off = UlpsOff(expected[i], came[i]);
            if (off > most) (worst, most) = (i, off);
        }

        double exactly = reference.UlpsOff(x[0], 0, came[0], FloatFormat.Single);
        return new WorstUlps(most, x[worst], 0, came[worst]).Or(new(exactly, x[0], 0, came[0]));
    }

    /// <summary>As <see cref="WideReal.UlpsTo"/>, but fast.</summary>
    private static double UlpsOff(double expected, float came)
    {
        const double overflow = 340282366920938463463374607431768211456.0; // 2^128
        if (double.IsNaN(expected) || float.IsNaN(came))
            return double.IsNaN(expected) && float.IsNaN(came) ? 0 : double.PositiveInfinity;
        if (double.IsNegative(expected) != float.IsNegative(came)) return double.PositiveInfinity;
        double size = Math.Min(Math.Abs(expected), overflow), other = Math.Min(Math.Abs((double)came), overflow);
        long exponent = Math.Clamp(BitConverter.DoubleToInt64Bits(size) >> 52, 1023 - 126, 1023 + 127);
        double unit = BitConverter.Int64BitsToDouble((exponent - 23) << 52);
        return Math.Abs(size - other) / unit;
    }
}
