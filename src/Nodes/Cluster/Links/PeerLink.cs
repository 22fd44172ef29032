using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// A link that this member opens to another. What is sent before it is open waits; what is sent after it has closed is
/// dropped, and whoever watches the links is told, once.
/// </summary>
internal sealed class PeerLink(string member, ILinkReader reader, Action<PeerLink, string> lost)
    : ILinkOpener, ILinkReader
{
    private readonly Lock _gate = new();
    private List<Letter>? _waiting = [];
    private ILink? _link;
    private bool _isLost;

    /// <summary>Whom it goes to.</summary>
    public string Member { get; } = member;

    /// <summary>Whether it was ever open: a member that cannot be reached at all is another matter.</summary>
    public bool WasOpen { get; private set; }

    public void Send(ReadOnlySpan<Letter> letters)
    {
        ILink? link;
        lock (_gate)
        {
            link = _link;
            if (link is null && _waiting is { } waiting)
            {
                waiting.AddRange(letters);
                return;
            }
        }

        if (link is not null) link.Send(letters);
        else foreach (Letter letter in letters) letter.Drop();
    }

    public void Close(string reason)
    {
        _link?.Close(reason);
        Lose(reason);
    }

    ILinkReader ILinkOpener.Opened(ILink link)
    {
        bool isTooLate;
        lock (_gate)
        {
            isTooLate = _isLost;
            WasOpen = true;
            // Under the gate, so that nothing that is sent meanwhile leaves before what waited.
            if (!isTooLate) link.Send([.. _waiting!]);
            (_link, _waiting) = (isTooLate ? null : link, null);
        }

        if (isTooLate) link.Close("nobody wants this link any more");
        return this;
    }

    void ILinkOpener.Failed(string reason) => Lose(reason);

    void ILinkReader.Received(ILink link, IReadOnlyList<Letter> letters) => reader.Received(link, letters);

    void ILinkReader.Closed(ILink link, string reason)
    {
        reader.Closed(link, reason);
        Lose(reason);
    }

    private void Lose(string reason)
    {
        List<Letter>? waiting;
        lock (_gate)
        {
            if (_isLost) return;
            _isLost = true;
            (waiting, _waiting, _link) = (_waiting, null, null);
        }

        foreach (Letter letter in waiting ?? []) letter.Drop();
        lost(this, reason);
    }
}
