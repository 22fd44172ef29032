using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Member = Dataflow.Nodes.Cluster.MemberLife;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;

namespace Dataflow.Host.Tests.Queries;

public sealed class QueryVerbTests
{
    private static readonly ClusterView View = new(
        12,
        [
            new MemberLife(new MemberCard("b", "tcp://127.0.0.1:2", ["edge", "compute"]), 9, MemberState.Unreachable),
            new MemberLife(new MemberCard("a", "tcp://127.0.0.1:1", []), 3, MemberState.Up),
        ],
        new Dictionary<string, long> { ["prices"] = 9, ["costs"] = 9, ["lost"] = 1 });

    private static readonly GraphReport Graph = new("prices", "b",
    [
        new NodeEntry(0, "x", "variable", "f64", [2, 3], "a", NodeEntry.Valid, 0, 7, 48),
        new NodeEntry(1, "", "sin", "f64", [2, 3], "b", NodeEntry.Invalid, 5, 2, 0),
        new NodeEntry(2, "", "sum", "f64", null, "", NodeEntry.Invalid, 0, 0, 0),
        new NodeEntry(3, "", "neg", "f32", [], "b", NodeEntry.Valid, 3, 1, 4),
    ], new HeldEntry(4, 5, 2, 52, 1234, 3, 17));

    [Fact]
    public async Task Members_Text_IsATable()
    {
        HostSession.Answer answer = await AskAsync(
            ReportJson.Write(MembersReport.Of("a", View)), "members", "members");

        Assert.Equal(new HostSession.Answer(0,
            """
            member  address            roles         state        home of       life
            a       tcp://127.0.0.1:1                up                            3
            b       tcp://127.0.0.1:2  edge,compute  unreachable  costs,prices     9
            epoch 12, as a sees it

            """, ""), answer);
    }

    [Fact]
    public async Task Graphs_Text_IsATable()
    {
        HostSession.Answer answer = await AskAsync(
            ReportJson.Write(GraphsReport.Of("a", View)), "graphs", "graphs");

        Assert.Equal(new HostSession.Answer(0,
            """
            graph   home  address
            costs   b     tcp://127.0.0.1:2
            lost
            prices  b     tcp://127.0.0.1:2
            epoch 12, as a sees it

            """, ""), answer);
    }

    [Fact]
    public async Task Inspect_Text_IsATableOfNodesAndOneOfMembers()
    {
        HostSession.Answer answer = await AskAsync(ReportJson.Write(Graph), "graph", "inspect", "prices");

        Assert.Equal(new HostSession.Answer(0,
            """
            node  name  operator  shape      member   state    runs  hits  bytes
            0     x     variable  f64[2, 3]  a        valid       0     7     48
            1           sin       f64[2, 3]  b        invalid     5     2      0
            2           sum       ?          nowhere  invalid     0     0      0
            3           neg       f32[]      b        valid       3     1      4

            member   nodes  valid  runs  hits  bytes
            nowhere      1      0     0     0      0
            a            1      1     0     7     48
            b            2      1     8     3      4
            graph prices at home at b
            4 nodes, 5 cells of 2 actors: 52 bytes of values, 1234 of bookkeeping; 3 values evicted, 17 nodes forgotten

            """, ""), answer);
    }

    [Fact]
    public async Task Members_Json_IsWhatTheMemberSaid()
    {
        string json = ReportJson.Write(MembersReport.Of("a", View));

        HostSession.Answer answer = await AskAsync(json, "members", "members", "--format", "json");

        Assert.Equal(new HostSession.Answer(0, json + "\n", ""), answer);
        Assert.StartsWith(
            """{"answeredBy":"a","epoch":12,"members":[{"name":"a",""", json,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_GraphElsewhere_AsksThere()
    {
        await using AnsweringMember home = await AnsweringMember.StartAsync(
            _ => new Post { Report = new Report { Json = ReportJson.Write(Graph) } });
        await using AnsweringMember other = await AnsweringMember.StartAsync(
            _ => new Post { Elsewhere = new Elsewhere { Name = "prices", Address = home.Address } });

        HostSession.Answer answer = await AskAtAsync(other.Address, "inspect", "prices");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("graph prices at home at b", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_AlwaysElsewhere_GivesUp()
    {
        string address = "";
        await using AnsweringMember member = await AnsweringMember.StartAsync(
            _ => new Post { Elsewhere = new Elsewhere { Name = "prices", Address = address } });
        address = member.Address;

        HostSession.Answer answer = await AskAtAsync(address, "inspect", "prices");

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains("graph 'prices' is on the move", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_NoSuchGraph_IsWrongUsage()
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(
            _ => new Post { Report = new Report { Error = "there is no graph 'prizes'" } });

        HostSession.Answer answer = await AskAtAsync(member.Address, "inspect", "prizes");

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.EndsWith("there is no graph 'prizes'\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graphs_DeleteOne_SaysNothing()
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(
            _ => new Post { GraphDeleted = new Dataflow.Nodes.Wire.Protocol.GraphDeleted { Name = "prices" } });

        HostSession.Answer answer = await AskAtAsync(member.Address, "graphs", "--delete", "prices");

        Assert.Equal(new HostSession.Answer(0, "", ""), answer);
    }

    [Fact]
    public async Task Graphs_DeleteOneThatThereIsNot_IsWrongUsage()
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(_ => new Post
        {
            GraphRefused = new GraphRefused
            {
                Name = "prizes", Kind = ErrorKind.Unknown,
                Error = "there is no graph 'prizes'; did you mean 'prices'?",
            },
        });

        HostSession.Answer answer = await AskAtAsync(member.Address, "graphs", "--delete", "prizes");

        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.EndsWith(
            "there is no graph 'prizes'; did you mean 'prices'?\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_ConnectionCloses_TellsWhy()
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(_ => null);

        HostSession.Answer answer = await AskAtAsync(member.Address, "members");

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains("not today", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_SeveralAddresses_TheFirstThatCanBeReachedIsAsked()
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(
            _ => new Post { Report = new Report { Json = ReportJson.Write(MembersReport.Of("a", View)) } });

        HostSession.Answer answer = await AskAtAsync($"tcp://127.0.0.1:1,{member.Address}", "members");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task Members_WrongToken_IsRefused()
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(_ => null);

        HostSession.Answer answer = await HostSession.RunAsync(
            "members", "--at", member.Address, "--cluster", "test", "--token", "guess");

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Contains("the token is not this cluster's", answer.Error, StringComparison.Ordinal);
    }

    private static async Task<HostSession.Answer> AskAsync(string json, string what, string verb, params string[] more)
    {
        await using AnsweringMember member = await AnsweringMember.StartAsync(asked => asked.What == what
            ? new Post { Report = new Report { Json = json } }
            : new Post { Report = new Report { Error = asked.What } });
        return await AskAtAsync(member.Address, verb, more);
    }

    private static Task<HostSession.Answer> AskAtAsync(string address, string verb, params string[] more) =>
        HostSession.RunAsync([verb, .. more, "--at", address, "--cluster", "test", "--token", "secret"]);
}
