using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Cluster;

/// <summary>Plans of eras as messages and back.</summary>
internal static class EraPlanCodec
{
    public static Wire.Protocol.Form Encode(EnterEra enterEra, ShardId to)
    {
        var plan = (MemberEraPlan)enterEra.Plan;
        Revision newest = enterEra.Newest;
        return new Wire.Protocol.Form
        {
            Run = to.Value,
            Newest = newest.Number,
            Peers = { Encode(plan.Home with { Shard = ShardId.Clock }), plan.Peers.Select(Encode) },
        };
    }

    /// <exception cref="LetterFormatException">No member has the clock, or one shard is at two places.</exception>
    public static EnterEra Decode(Wire.Protocol.Form form, Era era)
    {
        ShardPlace[] peers = [.. form.Peers.Select(Decode)];
        if (peers.Select(peer => peer.Shard).Distinct().Count() < peers.Length)
            throw new LetterFormatException($"era {era} came with one shard at two places");
        ShardPlace home = Array.Find(peers, peer => peer.Shard == ShardId.Clock)
            ?? throw new LetterFormatException($"era {era} came without the place of its clock");
        return new EnterEra(
            new MemberEraPlan(era, home, [.. peers.Where(peer => peer.Shard != ShardId.Clock)]),
            new Revision(form.Newest));
    }

    private static Wire.Protocol.Peer Encode(ShardPlace peer) => new()
    {
        Run = peer.Shard.Value, Member = peer.Card.Name, Address = peer.Card.Address, Life = peer.Life,
    };

    private static ShardPlace Decode(Wire.Protocol.Peer peer) =>
        new(new ShardId(peer.Run), new MemberCard(peer.Member, peer.Address, []), peer.Life);
}
