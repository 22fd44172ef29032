using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Post = Dataflow.Nodes.Wire.Protocol.Post;

namespace Dataflow.Nodes.Tests.Cluster;

/// <content>What a client lets go of, and what stays by its name.</content>
public sealed partial class ClientConnectionTests
{
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

    [Fact]
    public void Assign_AfterOneThatIsToBeTriedAgain_WaitsForIt()
    {
        Define(Variable(0, "x"));
        _home.RefuseNext(1);
        Assert.Equal(ErrorKind.TryAgain, Assign(1, (0, 1)).Kind);
        Assert.Equal(ErrorKind.TryAgain, Assign(2, (0, 2)).Kind);
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
}
