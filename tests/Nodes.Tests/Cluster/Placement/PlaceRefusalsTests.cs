using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire.Protocol;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Why nothing can live where somebody asks for.</summary>
public sealed class PlaceRefusalsTests
{
    [Theory]
    [InlineData("a", "", "")]
    [InlineData("c", "", "")]
    [InlineData("", "gpu", "")]
    [InlineData("", "", "spread")]
    [InlineData("", "", "")]
    public void Of_WhatCanBe_IsNull(string member, string role, string rule) =>
        Assert.Null(PlaceRefusals.Of(new PlaceRequest(member, role, rule), Status(isNew: false)));

    [Theory]
    [InlineData("z", "", "", "there is no member 'z'; the members are a, b")]
    [InlineData("", "tpu", "", "no member has the role 'tpu'; the members are a, b")]
    public void Of_AnUnknownName_PassesWhileTheMemberIsNew(string member, string role, string rule, string why)
    {
        var where = new PlaceRequest(member, role, rule);
        Assert.Equal((ErrorKind.TryAgain, why), Told(where, isNew: true));
        Assert.Equal((ErrorKind.Failed, why), Told(where, isNew: false));
    }

    [Fact]
    public void Of_AMemberThatLeaves_IsFinal() =>
        Assert.Equal((ErrorKind.Failed, "member 'b' is leaving"), Told(PlaceRequest.On("b"), isNew: true));

    [Fact]
    public void Of_AnUnknownRule_NamesThoseThereAre() => Assert.Equal(
        (ErrorKind.Failed, "there is no rule 'nearest' to place nodes by; expected 'spread'"),
        Told(new PlaceRequest("", "", "nearest"), isNew: true));

    private static (ErrorKind Kind, string Message) Told(PlaceRequest where, bool isNew) =>
        PlaceRefusals.Of(where, Status(isNew)) is { } refusal ? (refusal.Kind, refusal.Message) : default;

    /// <summary>The member a, with a role, b that leaves, and c that is down and may come back.</summary>
    private static MemberStatus Status(bool isNew) => new(1, isNew, IsLeaving: false, new ClusterView(
        3,
        [
            new MemberLife(new MemberCard("a", "tcp://a", ["gpu"]), 1, MemberState.Up),
            new MemberLife(new MemberCard("b", "tcp://b", []), 2, MemberState.Leaving),
            new MemberLife(new MemberCard("c", "tcp://c", []), 3, MemberState.Down),
        ],
        new Dictionary<string, long>()));
}
