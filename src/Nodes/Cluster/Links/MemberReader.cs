using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Reads the links that this member opens to others.</summary>
internal sealed class LineReader(MemberMachine node) : ILinkReader
{
    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        node.Traffic.Came(letters);
        try
        {
            node.Dispatcher.Together(() =>
            {
                foreach (Letter letter in letters) node.Route(letter, link.Peer);
            });
        }
        catch (DataflowException error)
        {
            link.Close(error.Message);
        }
    }

    public void Closed(ILink link, string reason)
    {
    }
}

/// <summary>
/// Reads a link that another member has opened. It asks about nodes by one link, and the table, if it is here, by
/// another.
/// </summary>
internal sealed class MemberReader(MemberMachine node, string peer) : ILinkReader, IMembershipListener
{
    private ILink? _link;
    private bool _isForNodes;
    private IMembershipConnection? _table;

    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        _link = link;
        node.Traffic.Came(letters);
        try
        {
            node.Dispatcher.Together(() =>
            {
                foreach (Letter letter in letters) Received(link, letter);
            });
        }
        catch (DataflowException error)
        {
            link.Close(error.Message);
        }
    }

    public void Closed(ILink link, string reason)
    {
        _table?.Dispose();
        if (_isForNodes) node.PeerLinks.Forget(peer, link, reason);
    }

    void IMembershipListener.Answered(MembershipAnswer answer) => Send(answer);

    void IMembershipListener.Changed(ClusterView view) => Send(new MembershipAnswer { View = view.ToWire() });

    private void Received(ILink link, Letter letter)
    {
        if (letter.Body.BodyCase == Post.BodyOneofCase.MembershipRequest)
        {
            AskTable(letter.Body.MembershipRequest);
            return;
        }

        if (!_isForNodes)
        {
            _isForNodes = true;
            node.PeerLinks.Accept(peer, link);
        }

        node.Route(letter, peer);
    }

    private void AskTable(MembershipRequest request)
    {
        if (node.Table is null) throw new LetterFormatException(
            $"member '{node.Card.Name}' does not hold the table of members");
        _table ??= node.Table.Connect(this);
        _table.Ask(request);
    }

    private void Send(MembershipAnswer answer) => _link!.Send([Letter.Of(new Post { MembershipAnswer = answer })]);
}
