using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>Reads links between this member and others: their letters go where they belong.</summary>
internal class PeerLinkReader(Dispatcher dispatcher, PeerLetters letters, Traffic traffic) : LetterReader
{
    protected PeerLetters Letters { get; } = letters;

    public override void Received(ILink link, IReadOnlyList<Letter> came)
    {
        traffic.Came(came);
        base.Received(link, came);
    }

    public override void Closed(ILink link, string reason)
    {
    }

    protected override void Read(ILink link, Letter letter) => Letters.Route(letter, link.Peer);

    protected override void Together(Action read) => dispatcher.Together(read);
}
