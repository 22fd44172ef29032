using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Questions are answered at once, or later, or not if they are taken back; each of them once.</summary>
public sealed class QuestionsTests
{
    private readonly ShardParts _parts = new();

    [Fact]
    public void Ask_OfWhatIsThere_CountsAHitAndRunsNothing()
    {
        int x = _parts.AddVariable(2);
        _parts.Ask(x, 1);
        _parts.Ask(x, 1, slot: 1, need: Need.Version);
        Assert.Equal((1, 0), (_parts[x].Hits, _parts[x].Runs));
        Assert.Equal(2, _parts.AnswerTo(0).Value.Number);
        Assert.Equal(new Version(1), _parts.AnswerTo(1).Version);
    }

    /// <summary>Whoever only looks leaves no trace: the cell is not kept for him.</summary>
    [Theory]
    [InlineData((int)Need.IfValid, false, false)]
    [InlineData((int)Need.Version, true, false)]
    [InlineData((int)Need.Value, true, true)]
    public void Ask_ByTheClock_NotesWhatTheValueIsFor(int need, bool isKept, bool isAskedFor)
    {
        int x = _parts.AddVariable(2), u = _parts.Add("neg", x);
        _parts.Ask(u, 1, need: (Need)need);
        Assert.Equal((isKept, isAskedFor), (_parts[u].IsKept, _parts[u].Has(CellFlags.IsAskedFor)));
        Assert.Equal(need == (int)Need.IfValid ? 0 : 1, _parts[u].Runs);
    }

    /// <summary>
    /// A computation that waits means nothing outside the shard: it is made anew, and ran once in all.
    /// </summary>
    [Fact]
    public void Ask_OfWhatWaits_RunsItByItselfAndCountsOneRun()
    {
        var parts = new ShardParts(ShardLimits.Default);
        int x = parts.AddVariable(ArrayOf(1, 2)), u = parts.Add("neg", x), lent = parts.AddImport();
        parts.Ask(parts.Add("add", u, lent), 1);
        Assert.Equal((true, 1), (parts[u].IsWaiting, parts[u].Runs));
        parts.Ask(u, 1, slot: 1);
        Assert.Equal([-1.0, -2], NumbersOf(parts.AnswerTo(1).Value));
        Assert.Equal((false, 1), (parts[u].IsWaiting, parts[u].Runs));
    }

    [Fact]
    public void AskEarly_AfterTheirCellsHaveCome_AnswersInTheirOrderAndOnce()
    {
        for (int slot = 0; slot < 3; slot++) _parts.Ask(0, 1, slot);
        _parts.Ask(1, 1, slot: 9);
        Assert.Empty(_parts.Sent<Evaluated>());
        _parts.AddVariable(4);
        _parts.Questions.AskEarly();
        _parts.Questions.AskEarly();
        Assert.Equal([0, 1, 2], _parts.Sent<Evaluated>().Select(answer => answer.Slot));
        Assert.False(_parts.Questions.AreNoneEarly);
        _parts.AddVariable(5);
        _parts.Questions.AskEarly();
        Assert.Equal(5, _parts.AnswerTo(9).Value.Number);
        Assert.True(_parts.Questions.AreNoneEarly);
    }

    /// <summary>Only the very question is taken back: by whom, how he calls it, of what, and when.</summary>
    [Fact]
    public void Cancel_OfAnEarlyQuestion_TakesBackJustThat()
    {
        _parts.Ask(0, 1, slot: 1);
        _parts.Ask(0, 2, slot: 1);
        _parts.Ask(0, 1, slot: 2);
        _parts.Ask(0, 1, slot: 1, by: Other);
        _parts.Questions.Cancel(new Cancel(ShardId.Clock, slot: 1, cell: 0, At(1)));
        _parts.AddVariable(4);
        _parts.Questions.AskEarly();
        Assert.Equal([1, 2], _parts.Sent<Evaluated>(ShardId.Clock).Select(answer => answer.Slot));
        Assert.Single(_parts.Sent<Evaluated>(Other));
    }

    /// <summary>A cell that is free is no node's: who asks for it is early, too.</summary>
    [Fact]
    public void ForgetEarly_OfAQuestionForAFreeCell_LeavesNothingToAnswer()
    {
        _parts.AddVariable(4);
        _parts[0].Drop();
        _parts[0].End();
        _parts.Ask(0, 1);
        Assert.False(_parts.Questions.AreNoneEarly);
        _parts.Questions.ForgetEarly();
        _parts[0].Begin(_parts.Graph.Constant(ElementType.Float64, 1));
        _parts.Questions.AskEarly();
        Assert.Empty(_parts.Sent<Evaluated>());
    }

    /// <summary>Memory that others take is no reason to let go of what is only read.</summary>
    [Fact]
    public void Ask_OfWhatIsThereWhileOthersHoldTooMuch_LetsNothingGo()
    {
        var budget = new CacheBudget(100);
        ShardParts parts = PartsWithin(budget);
        int u = parts.Add("neg", parts.AddVariable(ArrayOf(1, 2)));
        parts.Ask(u, 1);
        budget.Add(1000);
        for (int slot = 1; slot < 4; slot++) parts.Ask(u, 1, slot);
        Assert.Equal((1, 0L), (parts[u].Runs, parts.Cache.Evictions));
        Assert.True(parts[u].HasValue);
    }

    [Fact]
    public void AskEarly_BeyondTheBudget_LetsGoOfWhatItComputed()
    {
        ShardParts parts = PartsWithin(new CacheBudget(0));
        parts.Ask(1, 1);
        parts.Add("neg", parts.AddVariable(ArrayOf(1, 2)));
        parts.Questions.AskEarly();
        Assert.Equal([-1.0, -2], NumbersOf(parts.AnswerTo(0).Value));
        Assert.Equal((1L, false), (parts.Cache.Evictions, parts[1].HasValue));
    }

    private static ShardParts PartsWithin(CacheBudget budget) => new(ShardLimits.Default with { Budget = budget });
}
