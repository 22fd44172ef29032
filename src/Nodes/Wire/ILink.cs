namespace Dataflow.Nodes.Wire;

/// <summary>
/// A connection to one peer. What is sent arrives once and in order until the link closes; then what had not arrived is
/// lost, and both sides are told. Safe for any number of threads.
/// </summary>
internal interface ILink
{
    /// <summary>Who is at the other end: a member's name and address, or a client's.</summary>
    string Peer { get; }

    /// <summary>How many bytes wait to be sent, arrays included.</summary>
    long QueuedBytes { get; }

    /// <summary>
    /// Sends letters, in one frame if they fit. Returns at once; a closed link drops them. A link whose queue is beyond
    /// its bound closes with a reason that names the setting.
    /// </summary>
    void Send(ReadOnlySpan<Letter> letters);

    /// <summary>
    /// Sends letters as <see cref="Send"/> does, unless a limit of either side is in the way: then nothing is sent, the
    /// leases stay the caller's, and the link stays open.
    /// </summary>
    /// <returns>Which limit it is, and what is too large for it; null when they are sent.</returns>
    string? TrySend(ReadOnlySpan<Letter> letters)
    {
        Send(letters);
        return null;
    }

    /// <summary>Sends a letter even while what is sent waits until letters that came together are read.</summary>
    void SendAtOnce(Letter letter) => Send([letter]);

    /// <summary>Whether a part of a frame has come, and the rest has not.</summary>
    bool IsReceiving => false;

    /// <summary>How many bytes have come.</summary>
    long ReceivedBytes => 0;

    /// <summary>How large a letter may be, without its arrays.</summary>
    int MaxLetterBytes => int.MaxValue;

    /// <summary>Closes the link; the peer is told why. Nothing happens if it is closed already.</summary>
    void Close(string reason);
}

/// <summary>
/// Who reads a link. One call at a time for each link; a call must not block, and while it runs nothing more is read.
/// </summary>
internal interface ILinkReader
{
    /// <summary>Letters that came together. Their leases are the reader's now.</summary>
    void Received(ILink link, IReadOnlyList<Letter> letters);

    /// <summary>The last call: the link is closed, by either side.</summary>
    void Closed(ILink link, string reason);
}
