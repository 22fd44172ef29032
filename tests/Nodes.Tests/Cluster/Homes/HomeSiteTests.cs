using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>A graph at its home, alone: who may ask it, and until when.</summary>
public sealed class HomeSiteTests
{
    private readonly MemberRoom _room = new();
    private readonly HomeSite _home;
    private readonly GraphNode _x, _y;

    public HomeSiteTests()
    {
        _home = Make(StoredGraph.Empty);
        _x = _home.Graph.VariableByKey(ElementType.Float64, "x", null, "x");
        _y = _home.Graph.Apply(new Formula(OperatorCatalogue.Find("abs")!, null, ElementType.Float64, [_x]));
    }

    [Fact]
    public void Post_AnAssignmentAndAnEvaluation_AreAnswered()
    {
        Begin();
        Assert.Null(Post(Assignment.Of(_x, Value.Of(-3))).Error);
        Assert.Equal(3, Post(new EvalRequest([_y], Need.Value)).Answers[0].Value.Number);
    }

    /// <summary>Whoever is home by then may have acknowledged something else.</summary>
    [Fact]
    public void Post_AfterTheLeaseHasEnded_IsSentElsewhere()
    {
        Begin();
        _room.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.IsType<MovedException>(Post(new EvalRequest([_y], Need.Value)).Error);
        Assert.Throws<MovedException>(() => _home.Find(Published()));
    }

    [Fact]
    public void Dissolve_WhatWaitsAndWhatComes_IsToldWhy()
    {
        _home.BeginEra([MemberRoom.Place(0, "a", 1), MemberRoom.Place(1, "b", 2)]);
        var waiting = new EvalRequest([_y], Need.Value);
        _home.Post(waiting); // for b, which does not say that it has entered the era
        _room.Dispatcher.RunUntilIdle();
        Assert.False(waiting.IsCompleted);
        _home.Dissolve(new GraphGoneException("g"));
        _room.Dispatcher.RunUntilIdle();
        Assert.IsType<GraphGoneException>(waiting.Error);
        Assert.IsType<GraphGoneException>(Post(new EvalRequest([_y], Need.Value)).Error);
        Assert.Throws<GraphGoneException>(() => _home.Find(Published()));
        Assert.True(_home.IsDissolved);
    }

    [Fact]
    public void BeginEra_ByItself_CountsErasFromOne()
    {
        Assert.Equal(GraphSite.Before, _home.Era);
        Begin();
        Era first = _home.Era;
        Begin();
        Assert.True(_home.Era > first);
    }

    /// <summary>What was kept is there, and the nodes of nobody wait for their client.</summary>
    [Fact]
    public void Restore_AKeptGraph_HasItsValues()
    {
        var kept = new StoredGraph
        {
            Revision = new Revision(4),
            Nodes = [new StoredNode(DefinitionCodec.Encode(_x, null, []))],
            Values = [new StoredValue(new NodeId(_x.Id), NdArray<double>.Of(1, 2), new Revision(4))],
        };
        HomeSite again = Make(kept);
        again.BeginEra([MemberRoom.Place(0, "a", 1)]);
        _room.Dispatcher.RunUntilIdle();
        GraphNode x = Assert.Single(again.Graph.Nodes);
        var eval = new EvalRequest([x], Need.Value);
        again.Post(eval);
        _room.Dispatcher.RunUntilIdle();
        Assert.True(NdArray<double>.Of(1, 2).ValueEquals((NdArray<double>)eval.Answers[0].Value.Array!));
    }

    [Fact]
    public void Restore_AValueOfANodeThatIsNotThere_IsRefused()
    {
        var kept = new StoredGraph
        {
            Values = [new StoredValue(new NodeId(7), NdArray<double>.Of(1, 2), new Revision(4))],
        };
        Assert.Contains("#8", Assert.Throws<DataflowException>(() => Make(kept)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_OfAHome_HasAllAndEndsIt()
    {
        Begin();
        Post(Assignment.Of(_x, Value.Of(-3)));
        StoredGraph? taken = null;
        _home.Export(content => taken = content);
        _room.Dispatcher.RunUntilIdle();
        Assert.Equal(_x.Id, Assert.Single(taken!.Values).Variable.Value);
        Assert.IsType<MovedException>(Post(new EvalRequest([_y], Need.Value)).Error);
    }

    [Fact]
    public void RefusalOf_APlaceThatWasGoodOnce_IsNull()
    {
        PlaceRequest where = PlaceRequest.On("z");
        Assert.Equal(ErrorKind.Failed, _home.RefusalOf(where)!.Kind);
        _home.Graph.Place(_y, where);
        Assert.Null(_home.RefusalOf(where));
    }

    [Fact]
    public void ReportLost_AShard_IsToldToTheMember()
    {
        _home.ReportLost(new ShardId(4));
        var lost = Assert.IsType<ShardLost>(Assert.Single(_room.Told));
        Assert.Equal(("g", new ShardId(4)), (lost.Graph, lost.Shard));
    }

    private HomeSite Make(StoredGraph kept) => new(
        _room.Parts, new LogOpened("g", 1, new Tenure(7), null, null), MemberRoom.Place(0, "a", 1), kept,
        _ => Nodes.Cluster.Clients.ClientRefusal.Final("no"), TimeSpan.FromSeconds(60));

    private void Begin()
    {
        _home.BeginEra([MemberRoom.Place(0, "a", 1)]);
        _room.Dispatcher.RunUntilIdle();
    }

    private string Published()
    {
        if (_home.Graph.Names.All.Count == 0) _home.Graph.Names.Add("total", _y);
        return "total";
    }

    private TRequest Post<TRequest>(TRequest request) where TRequest : Request
    {
        _home.Post(request);
        _room.Dispatcher.RunUntilIdle();
        Assert.True(request.IsCompleted);
        return request;
    }
}
