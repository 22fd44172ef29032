namespace Dataflow.Benchmarks;

/// <summary>Middle values: on a shared machine the mean tells of the neighbours.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
