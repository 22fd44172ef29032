using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>Formations as messages and back.</summary>
internal static class FormationCodec
{
    public static Wire.Protocol.Form Encode(Form form, RunId to)
    {
        var formation = (MemberFormation)form.Formation;
        return new Wire.Protocol.Form
        {
            Run = to.Value,
            Newest = form.Newest,
            Peers = { Encode(formation.Home with { Run = RunId.Clock }), formation.Peers.Select(Encode) },
        };
    }

    public static Form Decode(Wire.Protocol.Form form, long era)
    {
        RunPlace[] peers = [.. form.Peers.Select(Decode)];
        RunPlace home = peers.First(peer => peer.Run == RunId.Clock);
        return new Form(
            new MemberFormation(era, home, [.. peers.Where(peer => peer.Run != RunId.Clock)]), form.Newest);
    }

    private static Wire.Protocol.Peer Encode(RunPlace peer) => new()
    {
        Run = peer.Run.Value, Member = peer.Card.Name, Address = peer.Card.Address, Life = peer.Life,
    };

    private static RunPlace Decode(Wire.Protocol.Peer peer) =>
        new(new RunId(peer.Run), new MemberCard(peer.Member, peer.Address, []), peer.Life);
}
