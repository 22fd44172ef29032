namespace Dataflow.TestKit.Operators;

/// <summary>What operators mean that make one element of many: which become one, as a line, and how.</summary>
internal static class ReductionReference
{
    // Of so many bits smaller elements no sum overflows.
    private const int Far = 64;

    public static ReferenceRule Product { get; } = new(
        call => Reduce(call, line => UpToEach(line).LastOrDefault(1)),
        (call, _) => Reduce(call, line =>
            NaiveReference.SlackInOrder(Math.Abs(UpToEach(line).LastOrDefault(1)), line.Length + 1)));

    public static ReferenceRule LogSumExp { get; } = new(
        call => Reduce(call, LogarithmOfSum),
        (call, _) => Reduce(call, line => 8 + Math.Abs(Largest(line)) + Math.Log(1 + line.Length)));

    public static ReferenceRule Norm { get; } = new(call => Reduce(call, line => NormOf(line, call.Parameters)),
        (_, result) => result);

    /// <summary>One whose every bit is told.</summary>
    public static ReferenceRule Exact(Func<double[], double> combine) => new(call => Reduce(call, combine));

    /// <summary>One that adds: it may be off by as much as the magnitudes add up to.</summary>
    public static ReferenceRule Additive(Func<double[], double> combine) => new(
        call => Reduce(call, combine),
        (call, _) => Reduce(call.OfMagnitudes(), line => Math.Min(combine(line), double.MaxValue)));

    public static ReferenceRule Variance(bool isRooted)
    {
        double Of(ReferenceCall call, double[] line)
        {
            // In units of the greatest deviation, so that no square overflows.
            double mean = Mean(line);
            double unit = line.Aggregate(0.0, (most, x) => double.Max(most, Math.Abs(x - mean)));
            if (unit is 0 or double.PositiveInfinity or double.NaN) unit = 1;
            double squares = Sum(line.Select(x => (x - mean) / unit * ((x - mean) / unit)));
            double variance = squares / Math.Max(0, line.Length - DegreesOf(call));
            return isRooted ? Math.Sqrt(variance) * unit : variance * unit * unit;
        }

        // What the rounding of means may add, the whole one's and those of parts; and where nothing is divided by
        // nothing, anything may come.
        double Slack(ReferenceCall call, double[] line)
        {
            double left = line.Length - DegreesOf(call), ulp = call.IsSingle ? 1e-7 : 1e-16;
            if (line.Length == 0 || left <= 0) return line.Length == 0 ? 0 : double.PositiveInfinity;
            double largest = line.Where(double.IsFinite).Select(Math.Abs).Append(0).Max();
            double result = Of(call, line), known = double.IsFinite(result) ? Math.Abs(result) : 0;
            double off = isRooted ? largest : (largest * ulp * largest) + (largest * Math.Sqrt(known));
            return Math.Min(off + known, double.MaxValue);
        }

        return new(call => Reduce(call, line => Of(call, line)), (call, _) => Reduce(call, line => Slack(call, line)));
    }

    /// <summary>The sum, with what each addition loses kept apart.</summary>
    public static double Sum(IEnumerable<double> line)
    {
        double[] all = [.. line];
        double plain = all.Sum();
        if (double.IsFinite(plain)) return RunningSums(all).LastOrDefault();
        if (!Array.TrueForAll(all, double.IsFinite)) return plain;
        return Math.ScaleB(RunningSums(Array.ConvertAll(all, x => Math.ScaleB(x, -Far)))[^1], Far);
    }

    public static double Mean(double[] line)
    {
        double sum = Sum(line);
        bool overflows = !double.IsFinite(sum) && Array.TrueForAll(line, double.IsFinite);
        return overflows ? Sum(line.Select(x => x / line.Length)) : sum / line.Length;
    }

    /// <summary>The sums of all elements up to each, with what each addition loses kept apart.</summary>
    public static double[] RunningSums(double[] line)
    {
        double sum = 0, lost = 0;
        double[] sums = new double[line.Length];
        for (int i = 0; i < line.Length; i++)
        {
            double x = line[i], next = sum + x;
            lost += Math.Abs(sum) >= Math.Abs(x) ? sum - next + x : x - next + sum;
            (sum, sums[i]) = (next, next + lost);
        }

        return sums;
    }

    /// <summary>The products of all elements up to each, their exponents kept apart: nothing overflows on the way.
    /// </summary>
    public static double[] UpToEach(double[] line)
    {
        double product = 1;
        long exponent = 0;
        double[] products = new double[line.Length];
        for (int i = 0; i < line.Length; i++)
        {
            // The element's own exponent apart, too: what is below the normal numbers would lose bits in a product.
            int own = line[i] == 0 || !double.IsFinite(line[i]) ? 0 : Math.ILogB(line[i]);
            (product, exponent) = (product * Math.ScaleB(line[i], -own), exponent + own);
            if (product != 0 && double.IsFinite(product))
            {
                int scale = Math.ILogB(product);
                (product, exponent) = (Math.ScaleB(product, -scale), exponent + scale);
            }

            products[i] = Math.ScaleB(product, (int)Math.Clamp(exponent, -4000, 4000));
        }

        return products;
    }

    /// <summary>Where an element is first met; the first NaN where there is one.</summary>
    public static double PlaceOf(double[] line, double wanted)
    {
        int firstNaN = Array.FindIndex(line, double.IsNaN);
        return firstNaN < 0 ? Array.FindIndex(line, x => x == wanted) : firstNaN;
    }

    public static double Largest(double[] line) => line.Aggregate(double.NegativeInfinity, double.Max);

    /// <summary>Each line of elements that become one, combined.</summary>
    private static Table Reduce(ReferenceCall call, Func<double[], double> combine)
    {
        (Table x, var given) = (call.First, (ReductionParameters?)call.Parameters);
        bool[] goes = new bool[x.Shape.Rank];
        foreach (int axis in given?.Axes is { } axes ? [.. axes] : Enumerable.Range(0, goes.Length))
            goes[axis < 0 ? axis + goes.Length : axis] = true;
        Shape kept = Shape.Of([.. goes.Select((gone, axis) => gone ? 1 : x.Shape[axis])]);
        Shape shape = Shape.Of([.. x.Shape.Dimensions.ToArray().Where((_, axis) => !goes[axis])]);
        var lines = Enumerable.Range(0, (int)kept.Length).Select(_ => new List<double>()).ToArray();
        Table.Fill(x.Shape, index =>
        {
            long line = 0;
            for (int axis = 0; axis < goes.Length; axis++) line = (line * kept[axis]) + (goes[axis] ? 0 : index[axis]);
            lines[line].Add(x.At(index));
            return 0;
        });
        double[] values = [.. lines.Select(line => combine([.. line]))];
        return new Table(given is { KeepDims: true } ? kept : shape, values);
    }

    private static double LogarithmOfSum(double[] line)
    {
        double largest = Largest(line);
        return double.IsFinite(largest) ? largest + Math.Log(line.Sum(x => Math.Exp(x - largest))) : largest;
    }

    private static double NormOf(double[] line, Parameters? parameters)
    {
        double largest = line.Aggregate(0.0, (most, x) => double.Max(most, Math.Abs(x)));
        double order = ((NormParameters?)parameters)?.Order ?? 2;
        if (order == 1) return Sum(line.Select(Math.Abs));
        if (order != 2 || largest == 0 || !double.IsFinite(largest)) return largest;
        return largest * Math.Sqrt(Sum(line.Select(x => x / largest * (x / largest))));
    }

    private static double DegreesOf(ReferenceCall call) => (call.Parameters as VarianceParameters)?.Degrees ?? 0;
}
