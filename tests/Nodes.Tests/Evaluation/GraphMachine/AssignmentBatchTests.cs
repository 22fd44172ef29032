using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Assignments that go out together are one step: for the store, for the shards, and for who waits.</summary>
public sealed class AssignmentBatchTests
{
    private readonly PartsDesk _desk = new(nodesInShard: 1);
    private readonly ClientSessions _sessions = new();
    private readonly Variables _variables = new();
    private readonly AssignmentBatch _batch;

    public AssignmentBatchTests() => _batch = new AssignmentBatch(_desk.Outbox, _desk.Cells, _sessions, _variables);

    [Fact]
    public void Take_OfAllThatWaits_LeavesNothingWaiting()
    {
        List<Assignment> waiting = [Of((_desk.Variable(), 1))];
        Assert.True(_batch.IsEmpty);
        _batch.Take(waiting);
        Assert.Empty(waiting);
        Assert.False(_batch.IsEmpty);
    }

    [Fact]
    public void StepAt_WithSeveralValuesOfAVariable_HasTheLastOfEach()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable(), gone = _desk.ForgottenVariable();
        _batch.Take([Of((x, 1), (y, 2)), Of((gone, 3)), Of((x, 4), (x, 5))]);
        StoredStep step = _batch.StepAt(new Revision(6));
        Assert.Equal(new Revision(6), step.Revision);
        Assert.Equal(
            [(x.Id, 5.0), (y.Id, 2.0)],
            step.Values.Select(one => (one.Variable.Value, ((NdArray<double>)one.Content).ToScalar())).Order());
        Assert.All(step.Values, value => Assert.Equal(new Revision(6), value.Revision));
    }

    [Fact]
    public void StepAt_WithAssignmentsOfSessions_SaysHowFarEachGot()
    {
        GraphNode x = _desk.Variable();
        Assignment first = Of("s", 1, (x, 1)), second = Of("s", 2, (x, 2)), unnumbered = Of((x, 3));
        (first.PatientUntil, second.PatientUntil) = (70, 50);
        _batch.Take([first, second, unnumbered]);
        StoredStep step = _batch.StepAt(new Revision(1));
        Assert.Equal([("s", new(2))], step.Sessions);
        Assert.Equal(70, step.PatientUntil);
    }

    [Fact]
    public void SendAt_ForTwoShards_TellsEachOnce()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable();
        _batch.Take([Of((x, 1), (y, 2)), Of((x, 3))]);
        Assert.Equal(2, _batch.SendAt(new Revision(9)));
        Assert.Equal([First, Second], _desk.Outbox.Receivers<Assign>());
        Assert.All(_desk.Outbox.Sent<Assign>(), assign => Assert.Equal<Revision>(new(9), assign.Revision));
        Assert.Equal([1, 3], NumbersOf(_desk.Outbox.Sent<Assign>(First).Single()));
        Assert.Equal([2], NumbersOf(_desk.Outbox.Sent<Assign>(Second).Single()));
    }

    [Fact]
    public void SendAt_OfForgottenVariables_TellsNobody()
    {
        _batch.Take([Of((_desk.ForgottenVariable(), 1)), new Assignment()]);
        Assert.Equal(0, _batch.SendAt(new Revision(1)));
        Assert.Empty(_desk.Outbox.Sent<Assign>());
    }

    /// <summary>In a new era it goes out once more, so the values stay until it has taken effect.</summary>
    [Fact]
    public void SendAt_ForTheSecondTime_SendsTheSameWithALeaseEach()
    {
        NdArray<double> array = Array();
        _batch.Take([Assignment.Of(_desk.Variable(), new Value(0, array))]);
        Assert.Equal(1, _batch.SendAt(new Revision(1)));
        Assert.Equal(1, _batch.SendAt(new Revision(1)));
        Assert.All(_desk.Outbox.Sent<Assign>(), assign => Assert.Same(array, assign.Values[0].Value.Array));
        Assert.True(array.Block.IsHeldBy(3));
    }

    /// <summary>Where the shards alone have the values, they get the assignments' leases.</summary>
    [Fact]
    public void SendAt_WhereNobodyElseKeepsValues_HandsTheLeasesOver()
    {
        var batch = new AssignmentBatch(_desk.Outbox, _desk.Cells, _sessions, null);
        NdArray<double> kept = Array(), dropped = Array();
        dropped.Retain();
        batch.Take([Assignment.Of(_desk.Variable(), new Value(0, kept))]);
        batch.Take([Assignment.Of(_desk.ForgottenVariable(), new Value(0, dropped))]);
        Assert.Equal(1, batch.SendAt(new Revision(1)));
        Assert.True(kept.Block.IsHeldBy(1));
        Assert.True(dropped.Block.IsHeldBy(1));
    }

    [Fact]
    public void Acknowledge_OfSeveral_KeepsTheirValuesAndTellsAll()
    {
        GraphNode x = _desk.Variable();
        Assignment one = Of("s", 1, (x, 1)), other = Of((x, 2)), repeat = Of("s", 1);
        Assert.True(_sessions.Admit(one));
        Assert.False(_sessions.Admit(repeat));
        _batch.Take([one, other]);
        _batch.Acknowledge();
        Assert.All([one, other, repeat], assignment => Assert.True(assignment is { IsCompleted: true, Error: null }));
        Assert.Equal(2, Assert.Single(NumbersOfVariables()));
        Assert.True(_batch.IsEmpty);
    }

    [Fact]
    public void Acknowledge_OfAVariableThatIsGone_LetsItsValueGo()
    {
        NdArray<double> array = Array();
        array.Retain();
        _batch.Take([Assignment.Of(_desk.ForgottenVariable(), new Value(0, array))]);
        _batch.Acknowledge();
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Empty(NumbersOfVariables());
    }

    /// <summary>A name that cannot be given is that one's refusal; the others take effect.</summary>
    [Fact]
    public void Acknowledge_OfANameThatIsTaken_RefusesItAlone()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable();
        Naming first = Name("risk", x), second = Name("risk", y);
        Assignment assignment = Of((x, 1));
        _batch.Take([first, second, assignment]);
        Assert.Same(x, _desk.Graph.Names.Find("risk"));
        _batch.Acknowledge();
        Assert.Null(first.Error);
        Assert.Contains("risk", second.Error!.Message, StringComparison.Ordinal);
        Assert.Null(assignment.Error);
    }

    [Fact]
    public void Refuse_OfAll_TellsWhyAndLetsTheirValuesGo()
    {
        NdArray<double> array = Array();
        array.Retain();
        Assignment one = Assignment.Of(_desk.Variable(), new Value(0, array)), other = Of("s", 1), repeat = Of("s", 1);
        _sessions.Admit(other);
        _sessions.Admit(repeat);
        _batch.Take([one, other]);
        _batch.Refuse(new IOException("the disk is full"));
        Assert.All([one, other, repeat], assignment => Assert.Contains(
            "nothing was assigned, because it could not be kept: the disk is full", assignment.Error!.Message,
            StringComparison.Ordinal));
        Assert.True(array.Block.IsHeldBy(1));
        Assert.True(_batch.IsEmpty);
    }

    /// <summary>A name that went from one node to another goes the same way back.</summary>
    [Fact]
    public void Refuse_OfNames_UndoesThemFromTheLast()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable();
        _desk.Graph.Names.Add("risk", x);
        _batch.Take([Name("risk", null), Name("risk", y), Name("other", y)]);
        Assert.Same(y, _desk.Graph.Names.Find("risk"));
        _batch.Refuse(new IOException("the disk is full"));
        Assert.Equal([("risk", x)], _desk.Graph.Names.All);
    }

    [Fact]
    public void Fail_WhileUnderWay_TellsAll()
    {
        Assignment one = Of((_desk.Variable(), 1)), other = new();
        _batch.Take([one, other]);
        var cause = new InvalidOperationException("a law");
        _batch.Fail(cause);
        Assert.All([one, other], assignment => Assert.Same(cause, assignment.Error));
        Assert.True(_batch.IsEmpty);
    }

    private static Assignment Of(params (GraphNode Variable, double Value)[] values) => Fill(new Assignment(), values);

    private static Assignment Of(string session, long number, params (GraphNode Variable, double Value)[] values) =>
        Fill(new Assignment { Session = session, Number = new(number) }, values);

    private static Assignment Fill(Assignment assignment, (GraphNode Variable, double Value)[] values)
    {
        foreach ((GraphNode variable, double value) in values) assignment.Values.Add((variable, Value.Of(value)));
        return assignment;
    }

    private Naming Name(string name, GraphNode? node) => new(_desk.Graph.Names, name, node);

    private static IEnumerable<double> NumbersOf(Assign assign) =>
        Enumerable.Range(0, assign.Values.Count).Select(i => assign.Values[i].Value.Number);

    private IEnumerable<double> NumbersOfVariables() =>
        _variables.StoredAt(default).Select(one => ((NdArray<double>)one.Content).ToScalar());
}
