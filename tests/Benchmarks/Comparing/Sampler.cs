using System.Diagnostics;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>Measures our side as the peers measure theirs: medians of samples of a millisecond or more.</summary>
internal sealed class Sampler
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private readonly Work _work;
    private readonly long _heldBytes;
    private readonly double _checksum;

    /// <summary>Notes what is held with the inputs made and nothing else, then warms up.</summary>
    public Sampler(Work work)
    {
        ResidentMemory.Settle();
        _work = work;
        _heldBytes = ResidentMemory.Bytes;
        _checksum = work.Checksum();
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < WarmUp) work.Run();
    }

    public PeerAnswer Measure(int milliseconds)
    {
        long began = Stopwatch.GetTimestamp();
        double first = Time(1);
        int repeats = first < 1e6 ? (int)(1e6 / first) + 1 : 1;
        var times = new List<double>();
        do times.Add(Time(repeats));
        while (Stopwatch.GetElapsedTime(began).TotalMilliseconds < milliseconds);
        return new(Figures.Median(times), Math.Max(0, ResidentMemory.PeakBytes - _heldBytes), _checksum);
    }

    private double Time(int repeats)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) _work.Run();
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / repeats;
    }
}
