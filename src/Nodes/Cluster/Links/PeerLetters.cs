using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Where letters from other members go, by the threads that read the links: those between nodes to their graph at once,
/// and those that the member decides about to the member.
/// </summary>
internal sealed class PeerLetters(MemberParts parts, HomeSites homes, GuestSites guests, IMembershipListener listener)
{
    /// <summary>A letter between nodes, or an answer of the table. Its arrays stay the caller's.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="from">The name of the member that sends it.</param>
    public void Route(Letter letter, string from)
    {
        Post body = letter.Body;
        switch (body.BodyCase)
        {
            case Post.BodyOneofCase.Node: Route(body.Node, letter); break;
            case Post.BodyOneofCase.Handover: Inherit(body.Handover, letter, from); break;
            case Post.BodyOneofCase.HandedOver: parts.TellMember(new GraphHandedOver(body.HandedOver.Graph)); break;
            case Post.BodyOneofCase.MembershipAnswer: Route(body.MembershipAnswer); break;
            default: throw new LetterFormatException($"a member does not expect {body.BodyCase} from another");
        }
    }

    private void Inherit(Handover handover, Letter letter, string from) => parts.TellMember(
        new GraphInherited(handover.Graph, from, HandoverCodec.Decode(handover, letter.Arrays)));

    private void Route(MembershipAnswer answer)
    {
        if (answer.Number == 0) listener.Changed(answer.View.ToView());
        else listener.Answered(answer);
    }

    private void Route(NodeLetter node, Letter letter)
    {
        switch (node.BodyCase)
        {
            case NodeLetter.BodyOneofCase.Form: guests.Enter(node); break;
            case NodeLetter.BodyOneofCase.Unreachable: RouteUnreachable(node); break;
            default: SiteOf(node)?.Received(node, letter.Arrays); break;
        }
    }

    private GraphSite? SiteOf(NodeLetter node)
    {
        var tenure = new Tenure(node.Tenure);
        return (GraphSite?)guests.Find(node.Graph, tenure) ?? homes.Find(node.Graph, tenure);
    }

    private void RouteUnreachable(NodeLetter node)
    {
        if (SiteOf(node) is HomeSite home && home.Era == new Era(node.Era))
            parts.TellMember(new ShardUnreachable(node.Graph, new ShardId(node.Unreachable)));
    }
}
