using System.Buffers.Binary;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// What waits to be sent over a link, and in which order it may go. Letters go in order; arrays go in pieces, in turn,
/// as far as the peer gave credit. Behind a letter whose arrays may not be overtaken, letters wait here, so that the
/// peer never has to keep any. Safe for any number of threads.
/// </summary>
internal sealed partial class SendQueue(LinkOptions options, bool needsCredit)
{
    private readonly Lock _gate = new();
    private readonly Queue<Parcel> _parcels = new();
    private readonly Queue<Parcel> _aside = new();
    private readonly Queue<Transfer> _transfers = new();
    private readonly List<byte[]> _urgent = [];
    private long _controlBytes;
    private long _arrayBytes;
    private long _credit;
    private long _room;
    private long _maxRoom = -1;
    private long _maxArray;
    private ulong _nextNumber;
    private int _holding;
    private bool _isWriting;
    private bool _isClosed;
    private TaskCompletionSource? _relieved;

    /// <summary>Bytes that wait, arrays included.</summary>
    public long QueuedBytes => Interlocked.Read(ref _controlBytes) + Interlocked.Read(ref _arrayBytes);

    /// <summary>Reserves the peer's room for arrays that may be overtaken; false when they have to wait.</summary>
    public bool TryReserve(long bytes)
    {
        lock (_gate)
        {
            if (_aside.Count > 0 || _room < bytes) return false;
            _room -= bytes;
            return true;
        }
    }

    /// <summary>Adds letters; a closed queue drops them.</summary>
    /// <exception cref="WireException">Too much waits; the letters are in the queue nevertheless.</exception>
    public void Add(List<Parcel> parcels)
    {
        lock (_gate)
        {
            foreach (Parcel parcel in parcels)
            {
                if (_isClosed)
                {
                    parcel.Drop();
                    continue;
                }

                (parcel.StandsAside ? _aside : _parcels).Enqueue(parcel);
                _controlBytes += parcel.Length;
                _arrayBytes += parcel.ArrayBytes;
            }

            if (_controlBytes <= options.MaxQueuedBytes) return;
        }

        throw new WireException(
            $"{_controlBytes} bytes of letters wait to be sent, more than {LimitNames.QueuedBytes}, "
            + $"which is {options.MaxQueuedBytes}");
    }

    /// <summary>Adds a frame that goes before all letters; a closed queue drops it.</summary>
    public void AddUrgent(FrameKind kind, ulong number, ReadOnlySpan<byte> body = default)
    {
        byte[] frame = FrameHeader.Frame(kind, number, body);
        lock (_gate)
        {
            if (!_isClosed) _urgent.Add(frame);
        }
    }

    /// <summary>The frame that says what this side takes.</summary>
    public void AddLimits()
    {
        Span<byte> body = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(body, options.MaxArrayBytes);
        BinaryPrimitives.WriteInt64LittleEndian(body[sizeof(long)..], options.MaxIncomingBytes);
        AddUrgent(FrameKind.Limits, (ulong)options.CreditBytes, body);
    }

    /// <summary>What the peer takes.</summary>
    /// <exception cref="WireException">It said so before.</exception>
    public void SetLimits(ulong credit, long maxArray, long maxRoom)
    {
        if (maxArray < 0 || maxRoom < 0) throw new WireException("the peer's limits are below 0");
        lock (_gate)
        {
            if (_maxRoom >= 0) throw new WireException("the peer told its limits twice");
            (_maxArray, _maxRoom, _room) = (maxArray, maxRoom, maxRoom);
        }

        AddCredit(credit);
    }

    /// <summary>The peer has read so many bytes of arrays more.</summary>
    /// <exception cref="WireException">More than it can have.</exception>
    public void AddCredit(ulong bytes)
    {
        lock (_gate)
        {
            if (bytes > int.MaxValue || _credit + (long)bytes > int.MaxValue)
                throw new WireException($"a credit of {bytes} bytes, beside {_credit} that are left, is too large");
            _credit += (long)bytes;
        }
    }

    /// <summary>Whether the caller has to write what waits; then nobody else does until a batch comes empty.</summary>
    public bool TryBecomeWriter()
    {
        lock (_gate)
        {
            if (_isWriting) return false;
            return _isWriting = true;
        }
    }

    /// <summary>Fills the batch with what goes next; false when nothing may: the caller writes no more.</summary>
    /// <param name="batch">Where it goes; what was in it is done with.</param>
    /// <param name="isOver">Whether nothing will ever go again.</param>
    /// <exception cref="WireException">The peer does not take an array that is next.</exception>
    public bool TryTake(WriteBatch batch, out bool isOver)
    {
        batch.Clear();
        lock (_gate)
        {
            TakeUrgent(batch);
            while (_holding == 0 && TryTakeFrom(_parcels, batch))
            {
            }

            while (TryTakeFrom(_aside, batch))
            {
            }

            TakePieces(batch);
            _isWriting = !batch.IsEmpty;
            isOver = _isClosed && batch.IsEmpty;
            if (batch.IsEmpty) return false; // from here on the batch is the next writer's
        }

        batch.Seal();
        return true;
    }

    /// <summary>A batch was written, or could not be.</summary>
    public void Complete(WriteBatch batch)
    {
        Transfer? ended = null;
        TaskCompletionSource? relieved = null;
        lock (_gate)
        {
            batch.Parcel?.Recycle();
            if (batch.Transfer is { } transfer)
            {
                if (transfer.Left > 0 && !_isClosed) _transfers.Enqueue(transfer);
                else End(ended = transfer);
            }

            if (!_isClosed)
            {
                _controlBytes -= batch.ControlBytes;
                _arrayBytes -= batch.ArrayBytes;
                if (QueuedBytes < options.PauseReadingAtBytes) (relieved, _relieved) = (_relieved, null);
            }
        }

        ended?.Block.Release();
        relieved?.SetResult();
    }

    /// <summary>Done when less waits than at which reading pauses, or the queue is closed.</summary>
    public Task WhenRelieved()
    {
        if (QueuedBytes < options.PauseReadingAtBytes) return Task.CompletedTask;
        lock (_gate)
        {
            if (_isClosed || QueuedBytes < options.PauseReadingAtBytes) return Task.CompletedTask;
            _relieved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _relieved.Task;
        }
    }

    /// <summary>Drops all that waits, and what is being written when that ends. Only the last frame goes.</summary>
    public void Close(byte[]? lastFrame)
    {
        lock (_gate)
        {
            _isClosed = true;
            _urgent.Clear();
            if (lastFrame is not null) _urgent.Add(lastFrame);
            foreach (Parcel parcel in _parcels.Concat(_aside)) parcel.Drop();
            foreach (Transfer transfer in _transfers) transfer.Block.Release();
            _parcels.Clear();
            _aside.Clear();
            _transfers.Clear();
            _controlBytes = _arrayBytes = 0;
            _holding = 0;
            _relieved?.SetResult();
            _relieved = null;
        }
    }

    private void TakeUrgent(WriteBatch batch)
    {
        int taken = 0;
        while (taken < _urgent.Count && batch.TryAdd(_urgent[taken])) taken++;
        _urgent.RemoveRange(0, taken);
    }

    private bool TryTakeFrom(Queue<Parcel> parcels, WriteBatch batch)
    {
        if (!parcels.TryPeek(out Parcel? parcel)) return false;
        RequireTaken(parcel);
        if (parcel.NeedsRoom > _room || !batch.TryAdd(parcel)) return false;
        parcels.Dequeue();
        _room -= parcel.NeedsRoom;
        foreach (Transfer transfer in parcel.Transfers) Begin(transfer);
        return true;
    }

    private void RequireTaken(Parcel parcel)
    {
        if (_maxRoom < 0) return; // not told yet: only what needs no room goes
        long largest = parcel.Transfers.Length == 0 ? 0 : parcel.Transfers.Max(transfer => transfer.Bytes);
        if (RefusalOf(largest, parcel.NeedsRoom) is { } refusal) throw new WireException(refusal);
    }

    private void Begin(Transfer transfer)
    {
        transfer.Number = _nextNumber++;
        if (transfer.Holds) _holding++;
        if (transfer.Bytes > 0)
        {
            _transfers.Enqueue(transfer);
            return;
        }

        End(transfer);
        transfer.Block.Release();
    }

    private void TakePieces(WriteBatch batch)
    {
        while (!batch.IsFull && (_credit > 0 || !needsCredit) && _transfers.TryDequeue(out Transfer? transfer))
        {
            long bytes = Math.Min(transfer.Left, options.ChunkBytes);
            if (needsCredit) bytes = Math.Min(bytes, _credit);
            batch.Add(transfer, (int)bytes);
            if (needsCredit) _credit -= bytes;
            if (batch.Transfer is not null) return; // it is written from its block: Complete sees to it
            if (transfer.Left > 0)
            {
                _transfers.Enqueue(transfer);
                continue;
            }

            End(transfer);
            transfer.Block.Release();
        }
    }

    private void End(Transfer transfer)
    {
        _room += transfer.Bytes;
        if (transfer.Holds && _holding > 0) _holding--;
    }
}
