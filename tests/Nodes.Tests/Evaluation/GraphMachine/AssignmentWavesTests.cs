using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>One wave at a time: kept first, then sent, then published when all have answered.</summary>
public sealed class AssignmentWavesTests
{
    private readonly PartsDesk _desk = new(nodesInShard: 1);
    private readonly GraphNode _x, _y;
    private readonly AssignmentWaves _waves;

    public AssignmentWavesTests()
    {
        (_x, _y) = (_desk.PlacedVariable(), _desk.PlacedVariable());
        var batch = new AssignmentBatch(_desk.Outbox, _desk.Cells, new ClientSessions(), new Variables());
        _waves = new AssignmentWaves(_desk.Outbox, _desk.Era, _desk.Revisions, _desk.Keepers, batch);
    }

    private long Newest => _desk.Revisions.Newest.Revision.Number;

    private int Sent => _desk.Outbox.Sent<Assign>().Count();

    [Fact]
    public void Answered_ByAllShards_PublishesTheRevision()
    {
        Assignment assignment = Add(_x, _y);
        Assert.Equal(2, Sent);
        _waves.Answered();
        Assert.Equal((0, false), (Newest, assignment.IsCompleted));
        Assert.False(_waves.IsQuiet);
        _waves.Answered();
        Assert.Equal((1, true), (Newest, assignment.IsCompleted));
        Assert.True(_waves.IsQuiet);
    }

    [Fact]
    public void Add_WhileAWaveIsUnderWay_GoesOutWithTheNext()
    {
        Assignment first = Add(_x), second = Add(_x), third = Add(_x);
        Assert.Equal(1, Sent);
        _waves.Answered();
        Assert.Equal((true, false, false), (first.IsCompleted, second.IsCompleted, third.IsCompleted));
        Assert.Equal(2, Sent);
        Assert.Equal(2, _desk.Outbox.Last<Assign>().Values.Count);
        _waves.Answered();
        Assert.Equal((2, true, true), (Newest, second.IsCompleted, third.IsCompleted));
    }

    /// <summary>Such as that of a home that has new nodes to be kept.</summary>
    [Fact]
    public void Add_OfNoValues_PublishesAtOnce()
    {
        Assignment assignment = Add();
        Assert.Equal((1, true), (Newest, assignment.IsCompleted));
    }

    [Fact]
    public void Publish_WhenNobodyCanAskForTheOneBefore_TellsKeepers()
    {
        _desk.Keepers.Add(new HasPastValues(Second, new RevisionSpan(new Revision(0), new Revision(0))));
        Add(_x);
        Assert.Empty(_desk.Outbox.Sent<Forget>());
        _waves.Answered();
        Assert.Equal([Second], _desk.Outbox.Receivers<Forget>());
    }

    [Fact]
    public void Saved_WhereThereIsAStore_SendsTheWave()
    {
        _desk.Outbox.KeepsVariables = true;
        Assignment assignment = Add(_x);
        Assert.Equal(new Revision(1), Assert.Single(_desk.Outbox.Saved).Revision);
        Assert.Equal(0, Sent);
        _waves.Saved(null);
        Assert.Equal((1, false), (Sent, assignment.IsCompleted));
        _waves.Answered();
        Assert.Equal((1, true), (Newest, assignment.IsCompleted));
    }

    [Fact]
    public void Saved_WithAnError_BeginsTheNextAtTheSameRevision()
    {
        _desk.Outbox.KeepsVariables = true;
        Assignment refused = Add(_x), next = Add(_x);
        _waves.Saved(new IOException("the disk is full"));
        Assert.NotNull(refused.Error);
        Assert.Equal((0, 0), (Sent, Newest));
        Assert.Equal([new(1), new(1)], _desk.Outbox.Saved.Select(step => step.Revision));
        _waves.Saved(null);
        _waves.Answered();
        Assert.Equal((1, true), (Newest, next is { IsCompleted: true, Error: null }));
    }

    [Fact]
    public void Saved_WhileAnEraBegins_IsSentWhenItHas()
    {
        _desk.Outbox.KeepsVariables = true;
        Add(_x);
        BeginEra();
        _waves.Saved(null);
        Assert.Equal(0, Sent);
        EndEra();
        Assert.Equal(1, Sent);
    }

    [Fact]
    public void SendAgain_BeforeItIsSaved_SendsNothing()
    {
        _desk.Outbox.KeepsVariables = true;
        Add(_x);
        BeginEra();
        EndEra();
        Assert.Equal(0, Sent);
        _waves.Saved(null);
        Assert.Equal(1, Sent);
    }

    [Fact]
    public void SendAgain_OfAWaveThatWasPartlyAnswered_NeedsAllAnswersAnew()
    {
        Assignment assignment = Add(_x, _y);
        _waves.Answered();
        BeginEra();
        _waves.Answered(); // of the era before
        EndEra();
        Assert.Equal(4, Sent);
        Assert.All(_desk.Outbox.Sent<Assign>(), assign => Assert.Equal<Revision>(new(1), assign.Revision));
        _waves.Answered();
        Assert.False(assignment.IsCompleted);
        _waves.Answered();
        Assert.Equal((1, true), (Newest, assignment.IsCompleted));
    }

    [Fact]
    public void SendAgain_WithoutAWave_SendsNothing()
    {
        Add(_x);
        _waves.Answered();
        BeginEra();
        EndEra();
        Assert.Equal((1, 1), (Sent, Newest));
    }

    [Fact]
    public void Add_WhileAnEraBegins_IsSentWhenItHas()
    {
        BeginEra();
        Assignment assignment = Add(_x);
        Assert.Equal(0, Sent);
        EndEra();
        _waves.Answered();
        Assert.True(assignment.IsCompleted);
    }

    [Fact]
    public void Fail_WhileOneIsUnderWayAndOthersWait_TellsAll()
    {
        Assignment underWay = Add(_x), waiting = Add(_x);
        var cause = new InvalidOperationException("a law");
        _waves.Fail(cause);
        Assert.All([underWay, waiting], assignment => Assert.Same(cause, assignment.Error));
    }

    private void BeginEra()
    {
        _desk.Era.IsSteady = false;
        _waves.TakeBack();
    }

    private void EndEra()
    {
        _desk.Era.IsSteady = true;
        _waves.SendAgain();
    }

    private Assignment Add(params GraphNode[] variables)
    {
        var assignment = new Assignment();
        foreach (GraphNode variable in variables) assignment.Values.Add((variable, Value.Of(1)));
        _waves.Add(assignment);
        return assignment;
    }
}
