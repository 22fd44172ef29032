using Dataflow.Nodes.Wire;

namespace Dataflow.TestKit.Links;

/// <summary>A channel that gives these bytes, in pieces of a given size, then ends; it keeps what is sent.</summary>
internal sealed class MemoryChannel(ReadOnlyMemory<byte> incoming, int pieceBytes = int.MaxValue) : IByteChannel
{
    private readonly List<byte> _sent = [];
    private ReadOnlyMemory<byte> _incoming = incoming;

    public byte[] Sent => [.. _sent];

    /// <summary>How often something was sent.</summary>
    public int Sends { get; private set; }

    public ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellation)
    {
        int bytes = Math.Min(Math.Min(into.Length, _incoming.Length), pieceBytes);
        _incoming[..bytes].CopyTo(into);
        _incoming = _incoming[bytes..];
        return ValueTask.FromResult(bytes);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Sends++;
        _sent.AddRange(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask EndAsync() => ValueTask.CompletedTask;

    public void Dispose() { }
}
