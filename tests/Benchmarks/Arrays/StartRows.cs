using System.Diagnostics;
using System.Globalization;
using Dataflow.Benchmarks.Comparing;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>What a fresh process pays: its first evaluation of the seed chain beside those that follow.</summary>
internal static class StartRows
{
    /// <summary>The argument with which this program measures itself in a process of its own.</summary>
    public const string HiddenVerb = "first-evaluation";

    private const int Elements = 1_000_000;
    private const int Processes = 7;
    private const int Evaluations = 300;
    private const double Limit = 3;
    private const string Title = "seed chain, n = 1,000,000, in a fresh process";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static IEnumerable<ResultRow> Measure(Comparer comparer)
    {
        if (!comparer.IsAsked(Title)) yield break;
        double[][] runs = [.. Enumerable.Range(0, Processes).Select(_ => RunProcess())];
        double built = Figures.Median(runs.Select(run => run[0])), first = Figures.Median(runs.Select(run => run[1]));
        double steady = Figures.Median(runs.Select(run => run[2]));
        double ratio = Figures.Median(runs.Select(run => run[1] / run[2]));
        yield return ResultRow.Limited(
            Title, ratio, Limit, value => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} x steady")) with
        {
            Ours = $"first {Amounts.Time(first)}\nsteady {Amounts.Time(steady)}\nformula {Amounts.Time(built)}",
            Ratio = ratio.ToString("0.00", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Prints nanoseconds to build the formula, of the first evaluation, and of the later ones.</summary>
    public static void MeasureThisProcess()
    {
        var shape = Shape.Of(Elements);
        var first = Numbers.Of<double>(shape, 1, 0.1, 10);
        NdArray<double>[] values = [first, first.Reshaped(shape)];
        long began = Stopwatch.GetTimestamp();
        LazyArray<double> x = new Context().Variable<double>();
        LazyArray<double> y = Formulas.Chain(x);
        double built = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        var times = new List<double>();
        while (times.Count < Evaluations && Stopwatch.GetElapsedTime(began) < Longest)
        {
            long start = Stopwatch.GetTimestamp();
            x.Assign(values[times.Count % 2]);
            y.Eval().Dispose();
            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        double steady = Figures.Median(times.Skip(times.Count / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{built} {times[0]} {steady}"));
    }

    private static double[] RunProcess()
    {
        // As `dotnet file.dll`, the process is the runtime's and the program its first argument.
        string program = Path.Combine(AppContext.BaseDirectory, typeof(StartRows).Assembly.GetName().Name!);
        var start = new ProcessStartInfo(program, [HiddenVerb])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }
}
