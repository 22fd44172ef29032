using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;
using SentCard = Dataflow.Nodes.Wire.Protocol.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Views as letters.</summary>
public sealed class MembershipCodecTests
{
    [Fact]
    public void ToView_AView_IsWhatWasSent()
    {
        ClusterView view = MemberDesk.View(9, "a5 b6! c7- d8x", ("h", 6), ("g", 5));
        ClusterView back = View.Parser.ParseFrom(view.ToWire().ToByteArray()).ToView();
        Assert.Equal(9, back.Epoch);
        Assert.Equal(
            view.Members.Select(member => (member.Card.Name, member.Card.Address, member.Life, member.State)),
            back.Members.Select(member => (member.Card.Name, member.Card.Address, member.Life, member.State)));
        Assert.Equal(view.Homes.Order(Order), back.Homes.Order(Order));
    }

    [Fact]
    public void ToView_AMemberWithoutACard_IsRefused()
    {
        var sent = new View { Members = { new Member { Life = 3 } } };
        Assert.Contains("life 3", Assert.Throws<InvalidDataException>(sent.ToView).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToView_AStateOfAnotherVersion_IsRefused()
    {
        var card = new SentCard { Name = "a" };
        var sent = new View { Members = { new Member { Life = 3, Card = card, State = 17 } } };
        Assert.Contains("17", Assert.Throws<InvalidDataException>(sent.ToView).Message, StringComparison.Ordinal);
    }

    private static Comparer<KeyValuePair<string, long>> Order =>
        Comparer<KeyValuePair<string, long>>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key));
}
