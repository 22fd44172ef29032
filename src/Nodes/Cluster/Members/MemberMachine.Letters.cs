using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Letters from other members, by the threads that read the links.</summary>
internal sealed partial class MemberMachine
{
    /// <summary>A member has opened a link to this one. Gives who reads it.</summary>
    public ILinkReader AcceptMember(string name) => new MemberReader(this, name);

    /// <summary>A client has opened a link to this member. Gives who reads it.</summary>
    public ILinkReader AcceptClient(ILink link)
    {
        var reader = new ClientReader(this, link);
        _clients[reader] = true;
        return reader;
    }

    /// <summary>A client's link is closed.</summary>
    public void Forget(ClientReader client) => _clients.TryRemove(client, out _);

    /// <summary>
    /// Tells clients whose letters take long that they are worked on. To be called now and then by a thread that does
    /// nothing else here.
    /// </summary>
    public void LookAlive()
    {
        foreach (ClientReader client in _clients.Keys) client.LookAlive();
    }

    /// <summary>A letter between nodes, or an answer of the table.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="from">The name of the member that sends it.</param>
    public void Route(Letter letter, string from)
    {
        switch (letter.Body.BodyCase)
        {
            case Post.BodyOneofCase.Node: Route(letter.Body.Node, letter); break;
            case Post.BodyOneofCase.Handover: Inherit(letter, from); break;
            case Post.BodyOneofCase.HandedOver: Tell(new GraphHandedOver(letter.Body.HandedOver.Graph)); break;
            case Post.BodyOneofCase.MembershipAnswer: Route(letter.Body.MembershipAnswer); break;
            default:
                letter.Drop();
                throw new LetterFormatException($"a member does not expect {letter.Body.BodyCase} from another");
        }
    }

    private void Inherit(Letter letter, string from)
    {
        Handover handover = letter.Body.Handover;
        Tell(new GraphInherited(handover.Graph, from, HandoverCodec.Decode(handover, letter.Arrays)));
        letter.Drop();
    }

    private void Route(MembershipAnswer answer)
    {
        var listener = (IMembershipListener)this;
        if (answer.Number == 0) listener.Changed(answer.View.ToView());
        else listener.Answered(answer);
    }

    private void Route(NodeLetter node, Letter letter)
    {
        switch (node.BodyCase)
        {
            case NodeLetter.BodyOneofCase.Form: Enter(node); break;
            case NodeLetter.BodyOneofCase.CutOff: RouteCutOff(node); break;
            default:
                if (SiteOf(node) is { } site) site.Received(node, letter);
                else letter.Drop();
                break;
        }
    }

    private GraphSite? SiteOf(NodeLetter node)
    {
        if (_guests.TryGetValue(node.Graph, out GuestSite? guest) && guest.Tenure == node.Tenure) return guest;
        return _homes.TryGetValue(node.Graph, out HomeSite? home) && home.Tenure == node.Tenure ? home : null;
    }

    private void RouteCutOff(NodeLetter node)
    {
        if (SiteOf(node) is HomeSite home && home.Era == node.Era)
            Tell(new CutOff(node.Graph, new ShardId(node.CutOff)));
    }

    /// <summary>
    /// A home begins an era. A later home takes the place of an earlier one, and a new number of the shard
    /// means that the home has given up what this member did for it.
    /// </summary>
    private void Enter(NodeLetter node)
    {
        if (_life == 0) return;
        Evaluation.EnterEra enterEra = EraPlanCodec.Decode(node.Form, node.Era);
        var shard = new ShardId(node.Form.Run);
        if (enterEra.Plan is not MemberEraPlan plan || plan.Find(shard)?.Life != _life) return;
        lock (_guests)
        {
            if (_guests.TryGetValue(node.Graph, out GuestSite? known))
            {
                if (known.Tenure > node.Tenure || (known.Tenure == node.Tenure && known.Era >= node.Era)) return;
                if (known.Tenure == node.Tenure && known.ShardId == shard)
                {
                    known.Enter(enterEra);
                    return;
                }

                known.Dissolve();
            }

            GuestSite guest = new(_parts, node.Graph, node.Tenure, shard, enterEra);
            _guests[node.Graph] = guest;
            guest.Enter(enterEra);
        }
    }
}
