namespace Dataflow.TestKit.Operators;

/// <summary>What operators mean that make of each line along an axis another of the same length.</summary>
internal static class LineReference
{
    public static ReferenceRule Softmax { get; } = new(
        call => Along(call, Shares),
        (call, _) => Along(call, line =>
        {
            double[] shares = Shares(line);
            double largest = ReductionReference.Largest(line);
            return [.. line.Select((x, at) => shares[at] == 0 ? 0 : shares[at] * (4 + largest - x))];
        }));

    public static ReferenceRule Sort { get; } = new(call => Along(
        call, line => [.. line.OrderBy(double.IsNaN).ThenBy(x => x).ThenBy(x => !double.IsNegative(x))]));

    public static ReferenceRule CumulativeSum { get; } = new(
        call => Along(call, SumsUpToEach),
        (call, _) => Along(call.OfMagnitudes(), line =>
            [.. SumsUpToEach(line).Select((sum, at) => NaiveReference.SlackInOrder(sum, at + 1))]));

    public static ReferenceRule CumulativeProduct { get; } = new(
        call => Along(call, ReductionReference.UpToEach),
        (call, _) => Along(call, line =>
            [.. ReductionReference.UpToEach(line).Select(x => NaiveReference.SlackInOrder(Math.Abs(x), line.Length))]));

    private static double[] SumsUpToEach(double[] line)
    {
        double[] sums = ReductionReference.RunningSums(line);
        for (int i = 0; i < sums.Length; i++)
        {
            if (!double.IsFinite(sums[i])) sums[i] = ReductionReference.Sum(line.Take(i + 1));
        }

        return sums;
    }

    private static double[] Shares(double[] line)
    {
        double largest = ReductionReference.Largest(line);
        double[] exponentials = [.. line.Select(x => Math.Exp(x - largest))];
        double sum = ReductionReference.Sum(exponentials);
        return [.. exponentials.Select(x => x / sum)];
    }

    private static Table Along(ReferenceCall call, Func<double[], double[]> map)
    {
        Table x = call.First;
        int axis = x.Shape.NormalizeAxis((call.Parameters as AxisParameters)?.Axis ?? -1);
        Shape lines = Shape.Of([.. x.Shape.Dimensions[..axis], 1, .. x.Shape.Dimensions[(axis + 1)..]]);
        var mapped = new Dictionary<long, double[]>();
        return Table.Fill(x.Shape, index =>
        {
            long line = 0;
            for (int i = 0; i < index.Length; i++) line = (line * lines[i]) + (i == axis ? 0 : index[i]);
            if (!mapped.TryGetValue(line, out double[]? values)) mapped[line] = values = map(Line(x, index, axis));
            return values[index[axis]];
        });
    }

    private static double[] Line(Table x, long[] through, int axis)
    {
        long[] index = [.. through];
        double[] line = new double[x.Shape[axis]];
        for (long at = 0; at < line.Length; at++)
        {
            index[axis] = at;
            line[at] = x.At(index);
        }

        return line;
    }
}
