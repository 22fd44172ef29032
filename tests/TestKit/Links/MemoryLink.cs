using Dataflow.Nodes.Wire;

namespace Dataflow.TestKit.Links;

/// <summary>
/// One end of a link within a process. What is sent goes as bytes and is read on the thread pool; when the link breaks,
/// what had not been read yet is lost.
/// </summary>
internal sealed class MemoryLink(string peer, MemoryNetwork network) : ILink
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Envelope> _arrived = new();
    private bool _isReading;
    private bool _isOver;
    private string? _closed;

    /// <summary>The other end; set once, before anything is sent.</summary>
    public MemoryLink Other { get; set; } = null!;

    /// <summary>Who reads this end; set once, before anything is sent.</summary>
    public ILinkReader Reader { get; set; } = null!;

    public string Peer => peer;

    public long QueuedBytes => Other.ArrivedBytes;

    private long ArrivedBytes
    {
        get
        {
            lock (_gate) return _arrived.Sum(envelope => envelope.Bytes);
        }
    }

    public void Send(ReadOnlySpan<Letter> letters)
    {
        var envelopes = new Envelope[letters.Length];
        for (int i = 0; i < envelopes.Length; i++) envelopes[i] = new Envelope(letters[i]);
        Other.Arrive(envelopes);
    }

    public void Close(string reason)
    {
        End(reason);
        Other.End(reason);
    }

    private void Arrive(Envelope[] envelopes)
    {
        lock (_gate)
        {
            if (_closed is not null) return;
            foreach (Envelope envelope in envelopes) Add(envelope);
            Read();
        }
    }

    private void Add(Envelope envelope)
    {
        if (_arrived.Last is { Value.MayBeOvertaken: true } last
            && network.Overtakes()) _arrived.AddBefore(last, envelope);
        else _arrived.AddLast(envelope);
    }

    private void End(string reason)
    {
        lock (_gate)
        {
            if (_closed is not null) return;
            _closed = reason;
            _arrived.Clear();
            Read();
        }
    }

    /// <summary>Has one thread read until nothing is left.</summary>
    private void Read()
    {
        if (_isReading) return;
        _isReading = true;
        ThreadPool.UnsafeQueueUserWorkItem(static link => link.ReadAll(), this, preferLocal: false);
    }

    private void ReadAll()
    {
        while (Next() is { } envelope)
        {
            if (network.Breaks()) Close("the network broke");
            else Reader.Received(this, [envelope.Open()]);
        }
    }

    private Envelope? Next()
    {
        lock (_gate)
        {
            if (_arrived.First is { } first)
            {
                _arrived.RemoveFirst();
                return first.Value;
            }

            _isReading = false;
            if (_closed is null || _isOver) return null;
            _isOver = true;
            _isReading = true; // for good: nothing comes after the last call
        }

        Reader.Closed(this, _closed);
        return null;
    }
}
