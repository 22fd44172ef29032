namespace Dataflow.Nodes.Wire;

/// <summary>
/// A link over a channel whose handshake is done. Whoever sends writes, unless somebody is writing already, who then
/// takes up what was added; a loop reads.
/// </summary>
internal sealed class Link : ILink, IDisposable
{
    private readonly IByteChannel _channel;
    private readonly LinkOptions _options;
    private readonly TimeProvider _time;
    private readonly SendQueue _queue;
    private readonly Packing _packing;
    private readonly WriteBatch _batch = new();
    private readonly CancellationTokenSource _reading = new();
    private readonly CancellationTokenSource _writing;
    private readonly TaskCompletionSource _lastWritten = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStarted;
    private volatile FrameReader? _frames;
    private int _isGathering;
    private string? _reason;

    /// <param name="peer">Who is at the other end.</param>
    /// <param name="role">Which end this is.</param>
    /// <param name="channel">The connection.</param>
    /// <param name="options">What this side takes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="peerFrameBytes">The largest frame that the peer takes; 0 when it did not say.</param>
    public Link(
        string peer, LinkRole role, IByteChannel channel, LinkOptions options, TimeProvider time,
        int peerFrameBytes = 0)
    {
        (Peer, Role, _channel, _options, _time) = (peer, role, channel, options, time);
        _writing = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _queue = new SendQueue(options, needsCredit: role != LinkRole.Server);
        int taken = peerFrameBytes > 0 ? Math.Max(peerFrameBytes, LinkOptions.LeastFrameBytes) : int.MaxValue;
        MaxLetterBytes = Math.Min(options.MaxFrameBytes, taken);
        _packing = new Packing(MaxLetterBytes, _queue.TryReserve);
    }

    public string Peer { get; }

    public LinkRole Role { get; }

    public long QueuedBytes => _queue.QueuedBytes;

    public int MaxLetterBytes { get; }

    public bool IsReceiving => _frames?.IsWithinFrame ?? false;

    public long ReceivedBytes => _frames?.ReceivedBytes ?? 0;

    /// <summary>What waits, for the loop that reads.</summary>
    public SendQueue Queue => _queue;

    public LinkOptions Options => _options;

    /// <summary>Why the link is closed; null while it is open.</summary>
    public string? ClosedBecause => Volatile.Read(ref _reason);

    public void Send(ReadOnlySpan<Letter> letters)
    {
        if (ClosedBecause is not null)
        {
            Drop(letters);
            return;
        }

        if (Pack(letters) is { } parcels) Send(parcels);
    }

    public string? TrySend(ReadOnlySpan<Letter> letters)
    {
        if (ClosedBecause is not null)
        {
            Drop(letters);
            return null;
        }

        if (_queue.RefusalOf(letters) is { } refusal) return refusal;
        List<Parcel> parcels;
        try { parcels = _packing.Pack(letters); }
        catch (WireException e) { return e.Message; }
        if (Role == LinkRole.Client && _queue.RefusalOf(parcels) is { } full)
        {
            foreach (Parcel parcel in parcels) parcel.Recycle();
            return full;
        }

        Send(parcels);
        return null;
    }

    public void Close(string reason)
    {
        if (!TryClose(reason, FrameHeader.Frame(FrameKind.Goodbye, 0, Handshake.Cut(reason)))) return;
        Write();
        _ = _reading.CancelAsync();
    }

    /// <summary>Reads until the link closes; done when all is over.</summary>
    /// <param name="frames">Where the handshake left off.</param>
    /// <param name="reader">Whom to tell.</param>
    public async Task RunAsync(FrameReader frames, ILinkReader reader)
    {
        _queue.AddLimits();
        _frames = frames;
        _isStarted = true;
        Write();
        using (var reading = new LinkReading(this, frames, reader)) await reading.RunAsync(_reading.Token);
        try { reader.Closed(this, ClosedBecause!); }
        finally { await EndAsync(frames); }
    }

    /// <summary>The link is closed already, by the peer, or because the connection broke.</summary>
    public void NoteClosed(string reason)
    {
        TryClose(reason, null);
        Write();
        _ = _reading.CancelAsync();
    }

    /// <summary>Hands letters over; what is sent meanwhile, by whomever, goes when the reader is done.</summary>
    public void Gather(List<Letter> letters, ILinkReader reader)
    {
        if (letters.Count > 1 && _queue.TryBecomeWriter()) Volatile.Write(ref _isGathering, 1);
        try { reader.Received(this, letters); }
        finally { EndGathering(); }
    }

    public void SendAtOnce(Letter letter)
    {
        Send([letter]);
        EndGathering();
    }

    /// <summary>What was gathered is written, by whoever says so first: he is the writer from then on.</summary>
    private void EndGathering()
    {
        if (Interlocked.Exchange(ref _isGathering, 0) == 1) _ = WriteAsync();
    }

    /// <summary>Has whatever may go written, here and now unless somebody is writing.</summary>
    public void Write()
    {
        if (_isStarted && _queue.TryBecomeWriter()) _ = WriteAsync();
    }

    public void Dispose()
    {
        _channel.Dispose();
        _batch.Dispose();
        _writing.Dispose();
    }

    private void Send(List<Parcel> parcels)
    {
        try { _queue.Add(parcels); }
        catch (WireException e)
        {
            Close(e.Message);
            return;
        }

        Write();
    }

    private bool TryClose(string reason, byte[]? lastFrame)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null) return false;
        _queue.Close(lastFrame);
        return true;
    }

    private List<Parcel>? Pack(ReadOnlySpan<Letter> letters)
    {
        try { return _packing.Pack(letters); }
        catch (WireException e)
        {
            Drop(letters);
            Close(e.Message);
            return null;
        }
    }

    private static void Drop(ReadOnlySpan<Letter> letters)
    {
        foreach (Letter letter in letters) letter.Drop();
    }

    private async Task WriteAsync()
    {
        try
        {
            bool isBorrowed = true; // the thread of whoever called Send: it writes one piece and then goes
            bool isOver;
            while (TryTake(out isOver))
            {
                if (isBorrowed && _batch.Transfer is not null)
                {
                    isBorrowed = false;
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                }

                await WriteBatchAsync();
            }

            if (isOver) _lastWritten.TrySetResult();
        }
        catch (Exception e)
        {
            TryClose(Describe(e), null);
            _lastWritten.TrySetResult(); // and this stays the writer: nothing is written any more
            _ = _reading.CancelAsync();
        }
    }

    private bool TryTake(out bool isOver)
    {
        try { return _queue.TryTake(_batch, out isOver); }
        catch (WireException e)
        {
            Close(e.Message); // its goodbye is what goes next: this thread is the writer still
            return _queue.TryTake(_batch, out isOver);
        }
    }

    private string Describe(Exception e) => e is OperationCanceledException
        ? $"{Peer} took nothing for {nameof(LinkOptions.StallTimeout)}, which is {_options.StallTimeout}"
        : $"sending to {Peer} failed: {e.Message}";

    private async ValueTask WriteBatchAsync()
    {
        try
        {
            await WriteAsync(_batch.Head);
            if (!_batch.Tail.IsEmpty) await WriteAsync(_batch.Tail);
        }
        finally
        {
            _queue.Complete(_batch);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        ValueTask sent = _channel.SendAsync(bytes, _writing.Token);
        if (sent.IsCompleted)
        {
            await sent;
            return;
        }

        _writing.CancelAfter(_options.StallTimeout);
        await sent;
        _writing.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets the peer read why, for a while, then ends the connection and whoever still writes.</summary>
    private async Task EndAsync(FrameReader frames)
    {
        using var patience = new CancellationTokenSource(_options.GoodbyeTimeout, _time);
        try
        {
            await _lastWritten.Task.WaitAsync(patience.Token);
            await _channel.EndAsync();
            await frames.DiscardAsync(patience.Token);
        }
        catch (Exception e) when (LinkReading.IsBroken(e))
        {
            // The peer is gone, or too slow to care.
        }

        await _writing.CancelAsync();
        _channel.Dispose();
        await _lastWritten.Task;
        Dispose();
    }
}
