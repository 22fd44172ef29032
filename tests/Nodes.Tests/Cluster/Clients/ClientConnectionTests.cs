using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Post = Dataflow.Nodes.Wire.Protocol.Post;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Whatever a client says, it gets an answer or is shown the door; nothing breaks.</summary>
public sealed partial class ClientConnectionTests
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
