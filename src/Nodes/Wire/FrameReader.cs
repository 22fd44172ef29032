namespace Dataflow.Nodes.Wire;

/// <summary>
/// Takes a channel's bytes apart into headers and bodies. Large bodies are received where they belong; only what came
/// along with a header is copied.
/// </summary>
internal sealed class FrameReader(IByteChannel channel)
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(16 << 10, pinned: true);
    private int _start;
    private int _end;

    private long _received;
    private volatile bool _isWithinFrame;

    private int Buffered => _end - _start;

    /// <summary>Whether a header was read, and nobody has asked for the next one. May be asked by any thread.</summary>
    public bool IsWithinFrame => _isWithinFrame;

    /// <summary>How many bytes have come. May be asked by any thread.</summary>
    public long ReceivedBytes => Interlocked.Read(ref _received);

    /// <summary>Whether all of the next frame is here.</summary>
    public bool HasNext =>
        Buffered >= FrameHeader.Bytes && Buffered - FrameHeader.Bytes >= FrameHeader.LengthIn(_buffer.AsSpan(_start));

    /// <summary>The next frame's header; null when the peer ended between frames.</summary>
    /// <exception cref="WireException">What came is no frame.</exception>
    public async ValueTask<FrameHeader?> ReadHeaderAsync(CancellationToken cancellation)
    {
        _isWithinFrame = false;
        while (Buffered < FrameHeader.Bytes)
        {
            if (await FillAsync(cancellation)) continue;
            return Buffered == 0 ? null : throw Torn();
        }

        FrameHeader header = FrameHeader.Read(_buffer.AsSpan(_start));
        _start += FrameHeader.Bytes;
        _isWithinFrame = true;
        return header;
    }

    /// <summary>Fills the memory with the next bytes.</summary>
    /// <exception cref="WireException">The peer ended before.</exception>
    public async ValueTask ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        while (true)
        {
            int taken = Math.Min(into.Length, Buffered);
            _buffer.AsSpan(_start, taken).CopyTo(into.Span);
            _start += taken;
            into = into[taken..];
            if (into.IsEmpty) return;
            if (into.Length >= _buffer.Length)
            {
                int received = await channel.ReceiveAsync(into, cancellation);
                if (received == 0) throw Torn();
                Interlocked.Add(ref _received, received);
                into = into[received..];
            }
            else if (!await FillAsync(cancellation))
            {
                throw Torn();
            }
        }
    }

    /// <summary>Reads whatever comes, until the peer ends.</summary>
    public async ValueTask DiscardAsync(CancellationToken cancellation)
    {
        do _start = _end = 0;
        while (await FillAsync(cancellation));
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, Buffered).CopyTo(_buffer);
            (_start, _end) = (0, Buffered);
        }

        int received = await channel.ReceiveAsync(_buffer.AsMemory(_end), cancellation);
        _end += received;
        Interlocked.Add(ref _received, received);
        return received > 0;
    }

    private static WireException Torn() => new("the connection ended in the middle of a frame");
}
