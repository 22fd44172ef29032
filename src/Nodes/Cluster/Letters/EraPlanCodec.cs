using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Cluster;

/// <summary>Plans of eras as messages and back.</summary>
internal static class EraPlanCodec
{
    public static Wire.Protocol.Form Encode(EnterEra enterEra, ShardId to)
    {
        var plan = (MemberEraPlan)enterEra.Plan;
        return new Wire.Protocol.Form
        {
            Run = to.Value,
            Newest = enterEra.Newest,
            Peers = { Encode(plan.Home with { Shard = ShardId.Clock }), plan.Peers.Select(Encode) },
        };
    }

    public static EnterEra Decode(Wire.Protocol.Form form, long era)
    {
        ShardPlace[] peers = [.. form.Peers.Select(Decode)];
        ShardPlace home = peers.First(peer => peer.Shard == ShardId.Clock);
        return new EnterEra(
            new MemberEraPlan(era, home, [.. peers.Where(peer => peer.Shard != ShardId.Clock)]), form.Newest);
    }

    private static Wire.Protocol.Peer Encode(ShardPlace peer) => new()
    {
        Run = peer.Shard.Value, Member = peer.Card.Name, Address = peer.Card.Address, Life = peer.Life,
    };

    private static ShardPlace Decode(Wire.Protocol.Peer peer) =>
        new(new ShardId(peer.Run), new MemberCard(peer.Member, peer.Address, []), peer.Life);
}
