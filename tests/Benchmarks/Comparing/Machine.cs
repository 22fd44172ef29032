using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>What figures belong to: the machine, the runtime, and how busy the machine is with other things.</summary>
internal static class Machine
{
    private const double QuietLoad = 0.5;

    /// <summary>The vectors that our side computes with, and peers are told to.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public static IEnumerable<string> Describe()
    {
        yield return $"{Processor()}, {Environment.ProcessorCount} cores, vectors of {VectorBits} bits; "
            + $"{RuntimeInformation.FrameworkDescription}; {RuntimeInformation.OSDescription}";
        yield return Load() is { } load
            ? FormattableString.Invariant($"load average {load:0.00}: {(load < QuietLoad ? "quiet" : "NOT QUIET")}")
            : "load average not known";
    }

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double? Load()
    {
        const string LoadAverage = "/proc/loadavg";
        return File.Exists(LoadAverage)
            ? double.Parse(File.ReadAllText(LoadAverage).Split(' ')[0], CultureInfo.InvariantCulture)
            : null;
    }
}
