using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

/// <summary>The bytes that a peer sends, written by the queue of a real link.</summary>
internal static class SentBytes
{
    /// <summary>What a sender of these letters writes, its limits first, given enough credit.</summary>
    public static byte[] Of(LinkOptions options, params Letter[] letters)
    {
        var queue = new SendQueue(options, needsCredit: true);
        queue.AddLimits();
        queue.SetLimits((ulong)int.MaxValue, long.MaxValue, long.MaxValue);
        queue.Add(new Packing(options.MaxFrameBytes, queue.TryReserve).Pack(letters));
        var bytes = new List<byte>();
        using var batch = new WriteBatch();
        Assert.True(queue.TryBecomeWriter());
        while (queue.TryTake(batch, out _))
        {
            bytes.AddRange(batch.Head.Span);
            bytes.AddRange(batch.Tail.Span);
            queue.Complete(batch);
        }

        return [.. bytes];
    }

    /// <summary>What comes of it at the other end: the letters, and why the link closed.</summary>
    public static (IReadOnlyList<Letter> Letters, string Reason) Read(ReadOnlyMemory<byte> bytes, LinkOptions options)
    {
        var reader = new KeepingReader();
        var channel = new MemoryChannel(bytes);
        var link = new Link("peer", LinkRole.Peer, channel, options, TimeProvider.System);
        Task running = link.RunAsync(new FrameReader(channel), reader);
        Assert.True(running.IsCompletedSuccessfully, "a channel without waiting leaves nothing to wait for");
        return (reader.Letters, reader.Reason!);
    }

    private sealed class KeepingReader : ILinkReader
    {
        public List<Letter> Letters { get; } = [];

        public string? Reason { get; private set; }

        public void Received(ILink link, IReadOnlyList<Letter> letters) => Letters.AddRange(letters);

        public void Closed(ILink link, string reason) => Reason = reason;
    }
}
