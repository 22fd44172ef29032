using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;
using Post = Dataflow.Nodes.Wire.Protocol.Post;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Whatever a client says, it gets an answer or is shown the door; nothing breaks.</summary>
public sealed class ClientConnectionTests
{
    private readonly SimulationDispatcher _dispatcher = new(seed: 3);
    private readonly Recorder _link = new();
    private readonly MemoryHome _home;
    private readonly ClientConnection _connection;
    private long _request;

    public ClientConnectionTests()
    {
        _home = new MemoryHome(
            connectionOptions: new ConnectionOptions { MaxNodes = 6, MaxRequests = 2 }, dispatcher: _dispatcher);
        _connection = new ClientConnection(_home, _link, _home.ConnectionOptions);
    }

    [Fact]
    public void Eval_OfNumbersWithGapsAndInAnyOrder_IsAnsweredInTheOrderAsked()
    {
        Define(Variable(9, "x"), Operation(4, "abs", 9));
        Assert.Equal(ErrorKind.None, Assign(1, (9, -2)).Kind);
        ClientAnswer answer = Eval(4, 9);
        Assert.Equal([2, -2], answer.Held.Select(held => held.Value.Number));
    }

    [Fact]
    public void Eval_OfAnUnknownNumber_IsAnswered()
    {
        ClientAnswer answer = Eval(5);
        Assert.Equal(ErrorKind.Failed, answer.Kind);
        Assert.Contains("#6", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("add", "takes 2 operands")]
    public void Eval_OfWhatCouldNotBeDefined_SaysWhy(string op, string why)
    {
        Define(Variable(0, "x"), Operation(1, op, 0), Operation(2, "abs", 1));
        Assert.Contains(why, Eval(1).Error, StringComparison.Ordinal);
        Assert.Contains(why, Eval(2).Error, StringComparison.Ordinal);
        Assert.Equal(1, _home.Graph.Count);
    }

    [Fact]
    public void Eval_OfShapesThatDoNotFit_SaysWhy()
    {
        Definition x = Variable(0, "x"), y = Variable(1, "y");
        (x.Shape, y.Shape) = (new Sizes { Of = { 2 } }, new Sizes { Of = { 3 } });
        Define(x, y, Operation(2, "add", 0, 1));
        Assert.Contains("[2]", Eval(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_OfParametersOfAnotherOperator_FailsAndNothingElseDoes()
    {
        Definition odd = Operation(1, "reshape", 0), none = Operation(2, "reshape", 0);
        odd.Parameters = new ParameterSet { Kind = "axis", Integers = { 0 } };
        Define(Variable(0, "x"), odd, none);
        Assign(1, (0, 1));
        Assert.Equal(ErrorKind.Failed, Eval(1).Kind);
        Assert.Equal(ErrorKind.Failed, Eval(2).Kind);
        Assert.Equal(1, Eval(0).Held[0].Value.Number);
    }

    [Fact]
    public void Define_BeyondTheLimit_NamesTheSetting()
    {
        Define([.. Enumerable.Range(0, 7).Select(i => Variable(i, $"x{i}"))]);
        ClientAnswer answer = Eval(6);
        Assert.Equal(ErrorKind.Limit, answer.Kind);
        Assert.Contains(LimitNames.NodesPerGraph, answer.Error, StringComparison.Ordinal);
        Assert.Equal(6, _home.Graph.Count);
    }

    [Fact]
    public void Requests_BeyondTheLimit_NameTheSetting()
    {
        Define(Variable(0, "x"));
        for (int i = 0; i < 3; i++) _connection.Received(Asking(0), []);
        ClientAnswer refused = Assert.Single(_link.Answers);
        Assert.Equal((ErrorKind.Limit, 3L), (refused.Kind, refused.Request));
        Assert.Contains(LimitNames.RequestsInFlight, refused.Error, StringComparison.Ordinal);
        _dispatcher.RunUntilIdle();
        Assert.Equal(3, _link.Answers.Count);
        Assert.Equal(ErrorKind.None, Eval(0).Kind);
    }

    [Fact]
    public void Assign_OfWhatDoesNotFit_SaysWhy()
    {
        Definition x = Variable(0, "x");
        x.Shape = new Sizes { Of = { 2 } };
        Define(x, Operation(1, "abs", 0));
        Assert.Contains("declared with shape [2]", Assign(1, (0, 1)).Error, StringComparison.Ordinal);
        Assert.Contains("not a variable", Assign(2, (1, 1)).Error, StringComparison.Ordinal);
        ClientAnswer answer = Ask(request => new Post
        {
            ClientAssign = new ClientAssign
            {
                Request = request, Session = "s", Number = 3,
                Values = { new ClientValue { Node = 0, Value = new Content { Enclosed = 0 } } },
            },
        }, NdArray<float>.Of(1, 2));
        Assert.Contains("Float32", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Received_OfWhatNoClientSays_IsRefused()
    {
        Assert.Throws<LetterFormatException>(
            () => _connection.Received(new Post { Opened = new Opened() }, []));
        Assert.Throws<LetterFormatException>(
            () => _connection.Received(new Post { ClientAssign = new ClientAssign() }, []));
        Define(Variable(0, "x"));
        Post asking = Asking(0);
        _connection.Received(asking, []);
        Assert.Throws<LetterFormatException>(() => _connection.Received(asking, []));
    }

    [Fact]
    public void Snapshot_OfNodes_TellsTheirStates()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        Assign(1, (0, 1));
        Eval(1);
        ClientAnswer answer = Ask(request => new Post
        {
            ClientSnapshot = new ClientSnapshot { Request = request, Nodes = { 1, 0 } },
        });
        Assert.Equal([1, 0], answer.Statuses.Select(status => status.Runs));
        Assert.All(answer.Statuses, status => Assert.True(status.IsValid));
    }

    [Fact]
    public void Close_WithEvaluationsUnderWay_CancelsThem()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        _connection.Received(Asking(1), []);
        _connection.Close();
        _dispatcher.RunUntilIdle();
        Assert.All(_link.Answers, answer =>
            Assert.Contains(answer.Kind, (ErrorKind[])[ErrorKind.Cancelled, ErrorKind.None]));
        Assert.Single(_link.Answers);
    }

    [Fact]
    public void ForgetNodes_OfAFormula_TakesItOutAndFreesTheNumber()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        Assign(1, (0, -4));
        Assert.Equal(4, Eval(1).Held[0].Value.Number);
        Forget(1);
        Assert.Equal(["x"], NamesOfNodes());
        Assert.Contains("not defined", Eval(1).Error, StringComparison.Ordinal);
        Define(Operation(1, "sqr", 0));
        Assert.Equal(16, Eval(1).Held[0].Value.Number);
    }

    [Fact]
    public void ForgetNodes_WhileARequestNeedsThem_LetsItFinish()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        Assign(1, (0, -4));
        _connection.Received(Asking(1), []);
        Forget(1);
        ClientAnswer answer = _link.Answers[^1];
        Assert.Equal(4, Assert.Single(answer.Held).Value.Number);
        Assert.Equal(["x"], NamesOfNodes());
    }

    [Fact]
    public void ForgetNodes_OfANamedVariable_LeavesItInTheGraph()
    {
        Define(Variable(0, "x"));
        Assign(1, (0, 7));
        Forget(0, 5);
        Define(Variable(3, "x"));
        Assert.Equal(7, Eval(3).Held[0].Value.Number);
    }

    [Fact]
    public void ForgetNodes_OfTwoNumbersOfOneNode_EndsWithTheSecond()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0), Operation(2, "abs", 0));
        Forget(1);
        Assert.Equal(["x", "abs"], NamesOfNodes());
        Forget(2);
        Assert.Equal(["x"], NamesOfNodes());
    }

    [Fact]
    public void Close_OfAClient_HoldsItsNodesUntilTheSessionTimeIsOver()
    {
        Definition own = Variable(0, "own");
        own.Key = "#session/1";
        Define(own, Operation(1, "abs", 0));
        Assign(1, (0, 7));
        _connection.Close();
        _home.SilentClients.LetGo();
        Assert.Equal(["own", "abs"], NamesOfNodes());
        ((HandTime)_home.Time).Advance(_home.SessionTime);
        _home.SilentClients.LetGo();
        Assert.Empty(NamesOfNodes());
        own.HadValue = true;
        Define(own, Operation(1, "abs", 0));
        Assert.Contains(LimitNames.SessionTime, Eval(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ForgetNodes_OfAll_EndsTheSessionAtOnce()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        _connection.Received(new Post { ForgetNodes = new ForgetNodes { All = true } }, []);
        Assert.Equal(["x"], NamesOfNodes());
    }

    [Fact]
    public void ClientName_OfANode_KeepsItAndIsFound()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        Assert.Equal(ErrorKind.None, Name(1, "risk", 1).Kind);
        Forget(1);
        Assert.Equal(["x", "abs"], NamesOfNodes());
        Definition found = Find("risk").Found;
        Assert.Equal((Kind.Published, "risk"), (found.Kind, found.Name));
        found.Id = 4;
        Define(found);
        Assign(2, (0, -3));
        Assert.Equal(3, Eval(4).Held[0].Value.Number);
    }

    [Fact]
    public void ClientName_SaidAgain_IsAnsweredAsBefore()
    {
        Define(Variable(0, "x"), Operation(1, "abs", 0));
        Name(1, "risk", 1);
        Assert.Contains("node #2", Name(2, "risk", 0).Error, StringComparison.Ordinal);
        Assert.Contains("node #2", Name(2, "risk", 0).Error, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.None, Name(3, "risk", null).Kind);
        Assert.Equal(ErrorKind.None, Name(3, "risk", null).Kind);
        Assert.Contains("'risk'", Find("risk").Error, StringComparison.Ordinal);
    }

    private string[] NamesOfNodes() => [.. _home.Graph.Nodes.Select(node => node.Name)];

    private void Forget(params int[] numbers)
    {
        _connection.Received(new Post { ForgetNodes = new ForgetNodes { Nodes = { numbers } } }, []);
        _dispatcher.RunUntilIdle();
    }

    private ClientAnswer Name(long number, string name, int? node) => Ask(request => new Post
    {
        ClientName = new ClientName
        {
            Request = request, Session = "s", Number = number, Name = name, Node = node ?? 0,
            IsTakenBack = node is null,
        },
    });

    private ClientAnswer Find(string name) =>
        Ask(request => new Post { ClientFind = new ClientFind { Request = request, Name = name } });

    private static Definition Variable(int id, string name) =>
        new() { Id = id, Kind = Kind.Variable, Name = name, Key = name };

    private static Definition Operation(int id, string op, params int[] operands) =>
        new() { Id = id, Kind = Kind.Operation, Operator = op, Operands = { operands } };

    private void Define(params Definition[] definitions) =>
        _connection.Received(new Post { Define = new Define { Nodes = { definitions } } }, []);

    private Post Asking(params int[] nodes) =>
        new() { ClientEval = new ClientEval { Request = ++_request, Nodes = { nodes }, Need = 2 } };

    private ClientAnswer Eval(params int[] nodes) => Ask(request =>
        new Post { ClientEval = new ClientEval { Request = request, Nodes = { nodes }, Need = 2 } });

    private ClientAnswer Assign(long number, params (int Node, double Value)[] values) => Ask(request => new Post
    {
        ClientAssign = new ClientAssign
        {
            Request = request, Session = "s", Number = number,
            Values =
            {
                values.Select(one => new ClientValue { Node = one.Node, Value = new Content { Number = one.Value } }),
            },
        },
    });

    private ClientAnswer Ask(Func<long, Post> ask, params NdArray[] arrays)
    {
        long request = ++_request;
        _connection.Received(ask(request), arrays);
        _dispatcher.RunUntilIdle();
        return Assert.Single(_link.Answers, answer => answer.Request == request);
    }

    private sealed class Recorder : ILink
    {
        public List<ClientAnswer> Answers { get; } = [];

        public string Peer => "a test";

        public long QueuedBytes => 0;

        public void Send(ReadOnlySpan<Letter> letters)
        {
            foreach (Letter letter in letters) Answers.Add(letter.Body.ClientAnswer);
        }

        public void Close(string reason) => Assert.Fail(reason);
    }
}
