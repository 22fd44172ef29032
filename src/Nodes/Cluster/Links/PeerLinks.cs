using System.Collections.Concurrent;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// This member's links to and from the others. A question travels over the link that the asker opened and its answer
/// comes back over it, so for each pair of shards all that has to stay in order is on one link: what was lent and its
/// recall, and all between a clock and a shard.
/// </summary>
/// <param name="transport">Opens links.</param>
/// <param name="reader">Gives who reads a link that this member opens.</param>
/// <param name="lost">Is told that a link to or from a member is gone, whether it was ever open, and why.</param>
internal sealed class PeerLinks(ITransport transport, Func<ILinkReader> reader, Action<string, bool, string> lost)
{
    private readonly ConcurrentDictionary<string, PeerLink> _out = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ILink> _in = new(StringComparer.Ordinal);

    /// <summary>The link that this member opens to another; opened when it is first needed.</summary>
    public PeerLink To(MemberCard card)
    {
        if (_out.TryGetValue(card.Name, out PeerLink? known)) return known;
        var link = new PeerLink(card.Name, reader(), Lost);
        if (!_out.TryAdd(card.Name, link)) return _out.TryGetValue(card.Name, out known) ? known : To(card);
        transport.Connect(card.Address, link);
        return link;
    }

    /// <summary>Answers somebody over the link that he opened; dropped when he has none.</summary>
    public void Answer(string member, ReadOnlySpan<Letter> letters)
    {
        if (_in.TryGetValue(member, out ILink? link)) link.Send(letters);
        else foreach (Letter letter in letters) letter.Drop();
    }

    /// <summary>A member has opened a link to this one.</summary>
    public void Accept(string member, ILink link)
    {
        if (_in.TryGetValue(member, out ILink? before)) before.Close("the same member has opened another link");
        _in[member] = link;
    }

    /// <summary>A link that a member had opened is closed.</summary>
    public void Forget(string member, ILink link, string reason)
    {
        if (_in.TryRemove(KeyValuePair.Create(member, link))) lost(member, true, reason);
    }

    public void CloseAll(string reason)
    {
        foreach (PeerLink link in _out.Values) link.Close(reason);
        foreach (ILink link in _in.Values) link.Close(reason);
    }

    private void Lost(PeerLink link, string reason)
    {
        if (_out.TryRemove(KeyValuePair.Create(link.Member, link))) lost(link.Member, link.WasOpen, reason);
    }
}
