using Dataflow.Nodes;

namespace Dataflow;

/// <summary>How a connection uses memory and time, and what it takes from its peer.</summary>
public sealed record LinkOptions : ICheckedOptions
{
    internal const int LeastFrameBytes = 4 << 10;

    /// <summary>
    /// Bytes of the largest control frame, sent or taken; one letter must fit. Arrays do not count. Default 16 MiB:
    /// the definitions of some hundred thousand nodes.
    /// </summary>
    public int MaxFrameBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Bytes of a piece of an array. Letters, and pieces of other arrays, pass between pieces. Default 512 KiB: less
    /// than half a millisecond on a network of 10 Gbit/s, and measured to be the fastest of 128 KiB to 1 MiB.
    /// </summary>
    public int ChunkBytes { get; init; } = 512 << 10;

    /// <summary>
    /// Bytes of arrays that the peer may have under way before this side has read them; clients rely on their
    /// connection's own window instead. Default 4 MiB: what a network of 10 Gbit/s holds in 3 ms.
    /// </summary>
    public int CreditBytes { get; init; } = 4 << 20;

    /// <summary>Bytes of the largest array that is taken. Default: half of what the process may have.</summary>
    public long MaxArrayBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>
    /// Bytes of all arrays of one link that are announced and not complete. The peer waits before it announces more;
    /// a letter whose arrays together are larger is refused. Default: half of the memory that the process may have.
    /// </summary>
    public long MaxIncomingBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>
    /// Bytes of letters, without their arrays, that may wait to be sent; beyond it the link closes. Default 64 MiB:
    /// seconds of letters for a peer that pauses, and far below the memory of any machine.
    /// </summary>
    public long MaxQueuedBytes { get; init; } = 64 << 20;

    /// <summary>
    /// While so many bytes, arrays included, wait to be sent to a client, nothing more is read from it. Between
    /// members, who could wait for each other in a ring, reading never pauses. Default 64 MiB.
    /// </summary>
    public long PauseReadingAtBytes { get; init; } = 64 << 20;

    /// <summary>How long connecting and introducing oneself may take. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a peer may take nothing of what is sent before the link closes and what waits for it is dropped.
    /// Default 2 minutes: more than any network needs, and the end of what a stopped process would hold for ever.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a link that closes waits for its peer to take the reason. Default 2 s: longer than a network needs.
    /// </summary>
    public TimeSpan GoodbyeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After how long a silent connection is probed; one whose peer does not answer three probes is closed. Default
    /// 15 s.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many connections a server has at a time; others are refused. Default 1,024.</summary>
    public int MaxConnections { get; init; } = 1024;

    void ICheckedOptions.Check(OptionCheck check) => check
        .InRange(MaxFrameBytes, LeastFrameBytes, 1 << 30)
        .InRange(ChunkBytes, 1 << 10, 64 << 20)
        .InRange(CreditBytes, 64 << 10, 1 << 30)
        .InRange(MaxArrayBytes, 8, long.MaxValue)
        .InRange(MaxIncomingBytes, 8, long.MaxValue)
        .InRange(MaxQueuedBytes, 64 << 10, long.MaxValue)
        .InRange(PauseReadingAtBytes, 64 << 10, long.MaxValue)
        .InRange(HandshakeTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .InRange(StallTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
        .InRange(GoodbyeTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .InRange(KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromHours(10))
        .InRange(MaxConnections, 1, 1 << 20);
}
