using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>What a client may say before and after it has a graph. The member is alone, and has the table.</summary>
public sealed class ClientReaderTests
{
    private readonly HandTime _time = new();
    private readonly SimulationDispatcher _dispatcher = new(seed: 1);
    private readonly NotedLink _link = new("client");
    private readonly LocalMembership _table;
    private readonly RunningMember _member;
    private readonly ILinkReader _reader;

    public ClientReaderTests()
    {
        var options = new MemberOptions { Card = new MemberCard("a", "tcp://a", []) };
        var tools = new MemberTools(
            _dispatcher, _time, ShardLimits.Default, new MemberRoom.Switchboard(), null, new SilentLog());
        _table = new LocalMembership(new MembershipTable(options.Lease), _time);
        _member = new RunningMember(options, tools) { Table = _table };
        _reader = _member.AcceptClient(_link);
        _member.Start(_table.Connect(_member));
        Pass();
    }

    [Fact]
    public void Received_OpenGraph_OpensItAndServes()
    {
        Say(new Post { OpenGraph = new OpenGraph { Name = "g" } });
        Assert.Equal("g", Assert.Single(_link.Posts).Opened.Name);
        Say(new Post { ClientSurvey = new ClientSurvey { Request = 4 } });
        Assert.Equal(4, _link.Posts.Last().ClientAnswer.Request);
        Assert.Equal(["g"], _member.Homes.Select(home => home.Name));
    }

    [Fact]
    public void Received_ARequestWithoutAGraph_ClosesTheLink()
    {
        Say(new Post { ClientSurvey = new ClientSurvey { Request = 4 } });
        Assert.Equal("ClientSurvey came before a graph was opened", _link.ClosedBecause);
    }

    [Fact]
    public void Received_ASecondGraph_ClosesTheLink()
    {
        Say(new Post { OpenGraph = new OpenGraph { Name = "g" } });
        Say(new Post { OpenGraph = new OpenGraph { Name = "h" } });
        Assert.Contains("one graph", _link.ClosedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Received_NoName_ClosesTheLink()
    {
        Say(new Post { DeleteGraph = new DeleteGraph() });
        Assert.Equal("a graph needs a name", _link.ClosedBecause);
    }

    [Fact]
    public void Received_WhatMembersSay_ClosesTheLink()
    {
        Say(new Post { HandedOver = new HandedOver { Graph = "g" } });
        Assert.NotNull(_link.ClosedBecause);
    }

    [Fact]
    public void Received_DeleteGraph_OfAnUnknownName_IsRefused()
    {
        Say(new Post { OpenGraph = new OpenGraph { Name = "graph" } });
        _link.Sent.Clear();
        Say(new Post { DeleteGraph = new DeleteGraph { Name = "grasp" } });
        GraphRefused refused = Assert.Single(_link.Posts).GraphRefused;
        Assert.Equal(("grasp", ErrorKind.Unknown), (refused.Name, refused.Kind));
        Assert.Equal("there is no graph 'grasp'; did you mean 'graph'?", refused.Error);
        Assert.DoesNotContain("grasp", _member.View.Homes.Keys);
    }

    [Fact]
    public void Received_DeleteGraph_EndsItForAll()
    {
        Say(new Post { OpenGraph = new OpenGraph { Name = "g" } });
        NotedLink other = new("other");
        ILinkReader reader = _member.AcceptClient(other);
        reader.Received(other, [Letter.Of(new Post { DeleteGraph = new DeleteGraph { Name = "g" } })]);
        Pass();
        Assert.Equal("g", Assert.Single(other.Posts).GraphDeleted.Name);
        Assert.Empty(_member.Homes);
        Say(new Post { ClientSurvey = new ClientSurvey { Request = 4 } });
        Assert.Equal(ErrorKind.Deleted, _link.Posts.Last().ClientAnswer.Kind);
    }

    [Theory]
    [InlineData(ReportJson.Members, "\"name\":\"a\"")]
    [InlineData(ReportJson.Graphs, "\"name\":\"g\"")]
    [InlineData(ReportJson.Graph, "\"home\":\"a\"")]
    [InlineData(ReportJson.Traffic, "\"frames\":0")]
    public void Received_Describe_IsAnswered(string what, string part)
    {
        Say(new Post { OpenGraph = new OpenGraph { Name = "g" } });
        Say(new Post { Describe = new Describe { Request = 8, What = what, Name = "g" } });
        Report report = _link.Posts.Last().Report;
        Assert.Equal((8L, ""), (report.Request, report.Error));
        Assert.Contains(part, report.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportJson.Graph, "no member has graph 'g' open")]
    [InlineData("weather", "got 'weather'")]
    public void Received_DescribeWhatIsNotThere_SaysWhatThereIs(string what, string part)
    {
        Say(new Post { Describe = new Describe { What = what, Name = "g" } });
        Assert.Contains(part, _link.Posts.Last().Report.Error, StringComparison.Ordinal);
    }

    /// <summary>A client that goes before it is served leaves nothing behind.</summary>
    [Fact]
    public void Closed_BeforeTheGraphIsOpen_EndsItsConnection()
    {
        _reader.Received(_link, [Letter.Of(new Post { OpenGraph = new OpenGraph { Name = "g" } })]);
        _reader.Closed(_link, "it went");
        Pass();
        _time.Advance(TimeSpan.FromSeconds(1));
        Pass();
        foreach (HomeSite home in _member.Homes) Assert.NotNull(home.SilentClients.IdleFor);
    }

    private void Say(Post post)
    {
        _reader.Received(_link, [Letter.Of(post)]);
        Pass();
    }

    /// <summary>Long enough for the member to claim and to release.</summary>
    private void Pass()
    {
        for (int i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _dispatcher.RunUntilIdle();
        }
    }

    private sealed class SilentLog : IMemberLog
    {
        public void Happened(string what)
        {
        }

        public void Failed(string what, Exception? exception)
        {
        }

        public void Refused(string why) => throw new InvalidOperationException(why);
    }
}
