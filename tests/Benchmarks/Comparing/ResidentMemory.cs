using System.Globalization;
using Dataflow.Nodes.Memory;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>
/// What the operating system says this process holds, the way the peers read it too; all is 0 where there is no /proc.
/// </summary>
internal static class ResidentMemory
{
    public static long Bytes => Read("VmRSS:");

    public static long PeakBytes => Read("VmHWM:");

    /// <summary>Gives back whatever nobody uses, and lets the peak begin anew.</summary>
    public static void Settle()
    {
        BufferPool.Shared.Trim();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (IOException)
        {
            // Not Linux: the peak is not read either.
        }
        catch (UnauthorizedAccessException)
        {
            // A system that does not let it be reset: peaks are those of the whole run so far.
        }
    }

    private static long Read(string field)
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status)) return 0;
        string? line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line[field.Length..^"kB".Length], CultureInfo.InvariantCulture);
    }
}
