using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Benchmarks.Wire;

/// <summary>
/// Links between two processes, beside a bare socket between two processes; both sides take turns within a run.
/// </summary>
internal static class WireRows
{
    /// <summary>The argument with which this program is the other side.</summary>
    public const string HiddenVerb = "wire-peer";

    public const string Plain = "plain";

    private const string Links = "links";
    private const long Gigabyte = 1_000_000_000, ArrayBytes = 50_000_000;
    private const int Copies = 9, Rounds = 21, LettersARound = 2_000;
    private const double AtLeast = 0.7, AtMost = 2, Mebibyte = 1 << 20;

    public static void ServeThisProcess(string side)
    {
        SocketThreads.ReadInline();
        if (side == Plain) PlainPeer.Serve(new byte[ArrayBytes]);
        else WirePeer.ServeAsync(new WirePeer(ArrayBytes)).GetAwaiter().GetResult();
    }

    public static IEnumerable<BenchmarkRow> Measure()
    {
        SocketThreads.ReadInline(); // as the host does
        using var plain = new OtherProcess(HiddenVerb, Plain);
        using var links = new OtherProcess(HiddenVerb, Links);
        using Socket socket = PlainPeer.Connect(int.Parse(plain.Announced, CultureInfo.InvariantCulture));
        var reader = new WireReader();
        ILink link = Connect(links.Announced, reader);
        yield return Bulk(socket, link, reader);
        foreach (BenchmarkRow row in RoundTrip(socket, link, reader)) yield return row;
        yield return Stalled(links.Announced, link, reader);
    }

    private static ILink Connect(string address, ILinkReader reader)
    {
        var connector = new LinkConnector(new LinkOptions(), null, TimeProvider.System);
        var hello = new Hello { Cluster = WirePeer.Cluster, Kind = Handshake.Member, Name = "benchmark" };
        return connector.ConnectAsync(address, hello, reader).GetAwaiter().GetResult();
    }

    private static BenchmarkRow Bulk(Socket socket, ILink link, WireReader reader)
    {
        var into = new byte[ArrayBytes];
        var plainTimes = new List<double>();
        var linkTimes = new List<double>();
        for (int i = 0; i < Copies; i++)
        {
            plainTimes.Add(Seconds(() => PlainPeer.Copy(socket, Gigabyte, into)));
            linkTimes.Add(Seconds(() =>
            {
                link.Send([Ask(WirePeer.Arrays, Gigabyte / ArrayBytes)]);
                for (long arrays = Gigabyte / ArrayBytes; arrays > 0; arrays--) reader.Next();
            }));
        }

        double plain = Figures.Median(plainTimes.Skip(1)), ours = Figures.Median(linkTimes.Skip(1));
        string peer = $"{1 / ours:F2} GB/s, a bare socket {1 / plain:F2} GB/s";
        const string measure = "of a bare socket's speed, at least";
        return new("1 GB of arrays, member to member", measure, plain / ours, "x", AtLeast, peer);
    }

    private static IEnumerable<BenchmarkRow> RoundTrip(Socket socket, ILink link, WireReader reader)
    {
        var message = new byte[PlainPeer.LetterBytes];
        Letter letter = Ask("echo", 0);
        var plainTimes = new List<double>();
        var linkTimes = new List<double>();
        for (int i = 0; i < Rounds; i++)
        {
            plainTimes.Add(1e6 / LettersARound * Seconds(() =>
            {
                for (int j = 0; j < LettersARound; j++) PlainPeer.PingPong(socket, message);
            }));
            linkTimes.Add(1e6 / LettersARound * Seconds(() => reader.PingPong(link, letter, LettersARound)));
        }

        double plain = Figures.Median(plainTimes.Skip(3)), ours = Figures.Median(linkTimes.Skip(3));
        yield return new(
            "a small letter there and back", "of a bare socket's time", ours / plain, "x", AtMost,
            $"{ours:F1} us, a bare socket {plain:F1} us");
    }

    /// <summary>What the sender holds more while 10 GB wait for a reader that stands still.</summary>
    private static BenchmarkRow Stalled(string address, ILink link, WireReader reader)
    {
        const int arrays = 200, looks = 2_000;
        var observer = new WireReader();
        ILink other = Connect(address, observer);
        double before = MemoryOfPeer(other, observer), peak = before;
        reader.Gate.Reset();
        link.Send([Ask(WirePeer.Flood, arrays)]);
        for (int i = 0; i < looks; i++) peak = Math.Max(peak, MemoryOfPeer(other, observer));
        reader.Gate.Set();
        for (int left = arrays; left > 0; left--) reader.Next();
        double window = new LinkOptions().CreditBytes / Mebibyte;
        return new(
            "10 GB wait for a reader that stands still", "resident memory more at the sender",
            (peak - before) / Mebibyte, "MiB", 2 * window, $"CreditBytes is {window} MiB");
    }

    private static double MemoryOfPeer(ILink link, WireReader reader)
    {
        link.Send([Ask(WirePeer.Memory, 0)]);
        return reader.Next().Body.Report.Request;
    }

    private static Letter Ask(string what, long count) =>
        Letter.Of(new Post { Describe = new Describe { What = what, Request = count, Name = "0123456789" } });

    private static double Seconds(Action action)
    {
        long began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
