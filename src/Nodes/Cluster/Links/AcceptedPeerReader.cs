using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Reads a link that another member has opened. It asks about nodes by one link, and the table, if it is here, by
/// another.
/// </summary>
internal sealed class AcceptedPeerReader(
    Dispatcher dispatcher, PeerLetters letters, Traffic traffic, PeerLinks links, LocalMembership? table, string peer)
    : PeerLinkReader(dispatcher, letters, traffic), IMembershipListener
{
    private ILink? _link;
    private bool _isForNodes;
    private IMembershipConnection? _asking;

    public override void Closed(ILink link, string reason)
    {
        _asking?.Dispose();
        if (_isForNodes) links.Forget(peer, link, reason);
    }

    void IMembershipListener.Answered(MembershipAnswer answer) => Send(answer);

    void IMembershipListener.Changed(ClusterView view) => Send(new MembershipAnswer { View = view.ToWire() });

    protected override void Read(ILink link, Letter letter)
    {
        _link = link;
        if (letter.Body.BodyCase == Post.BodyOneofCase.MembershipRequest)
        {
            AskTable(letter.Body.MembershipRequest);
            return;
        }

        if (!_isForNodes)
        {
            _isForNodes = true;
            links.Accept(peer, link);
        }

        Letters.Route(letter, peer);
    }

    private void AskTable(MembershipRequest request)
    {
        if (table is null) throw new LetterFormatException("this member does not hold the table of members");
        _asking ??= table.Connect(this);
        _asking.Ask(request);
    }

    private void Send(MembershipAnswer answer) => _link!.Send([Letter.Of(new Post { MembershipAnswer = answer })]);
}
