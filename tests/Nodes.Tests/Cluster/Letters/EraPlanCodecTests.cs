using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Plans of eras as letters: what comes back is what was sent, and what makes no sense is refused.</summary>
public sealed class EraPlanCodecTests
{
    private static readonly ShardPlace Home = MemberRoom.Place(0, "a", 5), Guest = MemberRoom.Place(4, "b", 6);

    [Fact]
    public void Decode_APlan_IsWhatWasSent()
    {
        EnterEra back = EraPlanCodec.Decode(Travel(Encode()), new Era(7));
        var plan = (MemberEraPlan)back.Plan;
        Assert.Equal<Revision>(new Revision(12), back.Newest);
        Assert.Equal<Era>(new Era(7), plan.Era);
        Assert.Equal([new ShardId(0), new ShardId(4)], plan.Shards);
        Assert.Equal(("b", "tcp://b", 6L), (
            plan.Find(new ShardId(4))!.Card.Name, plan.Find(new ShardId(4))!.Card.Address,
            plan.Find(new ShardId(4))!.Life));
        Assert.Equal((5L, "a"), (plan.Home.Life, plan.Find(ShardId.Clock)!.Card.Name));
        Assert.Null(plan.Find(new ShardId(1)));
    }

    [Fact]
    public void Encode_APlan_SaysWhichShardTheReceiverIs() => Assert.Equal(4, Encode().Run);

    [Fact]
    public void Decode_WithoutAClock_IsRefused()
    {
        Form form = Encode();
        form.Peers.RemoveAt(0);
        Assert.Contains(
            "clock", Assert.Throws<LetterFormatException>(() => EraPlanCodec.Decode(form, new Era(7))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OneShardAtTwoPlaces_IsRefused()
    {
        Form form = Encode();
        form.Peers.Add(form.Peers[^1].Clone());
        Assert.Throws<LetterFormatException>(() => EraPlanCodec.Decode(form, new Era(7)));
    }

    private static Form Encode() => EraPlanCodec.Encode(
        new EnterEra(new MemberEraPlan(new Era(7), Home, [Home, Guest]), new Revision(12)), Guest.Shard);

    private static Form Travel(Form form) => Form.Parser.ParseFrom(form.ToByteArray());
}
