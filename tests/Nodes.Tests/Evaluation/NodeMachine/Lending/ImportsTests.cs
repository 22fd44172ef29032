using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What is asked of other shards, and what becomes of their answers, in whichever order they come.</summary>
public sealed class ImportsTests
{
    private readonly ShardParts _parts = new();
    private readonly int _import;

    public ImportsTests() => _import = _parts.AddImport(tenant: 3);

    private ref Cell Import => ref _parts[_import];

    [Fact]
    public void AskLender_OfARevision_SaysWhoAsksForWhatAndSinceWhen()
    {
        _parts.PastValues.NoteOldest(At(2));
        Ask(5, Need.Version);
        Eval eval = Assert.Single(_parts.Sent<Eval>(Other));
        Assert.Equal((Id, _import, Import.Extras!.Lender.Cell), (eval.By, eval.Slot, eval.Cell));
        Assert.Equal((At(5), At(2), Need.Version, 3), (eval.Revision, eval.Oldest, eval.Need, eval.Tenant));
        Assert.Equal(WorkState.Waiting, Import.Extras.WorkAt(At(5))!.State);
    }

    /// <summary>An array is taken over for the one user that goes stale with it, and only if the array is asked for.
    /// </summary>
    [Fact]
    public void AskLender_ForOneUserOrMore_TakesOverForOneAlone()
    {
        Ask(1, Need.Value);
        _parts.Add("neg", _import);
        Ask(2, Need.Value);
        Ask(3, Need.Version);
        _parts.Add("sqr", _import);
        Ask(4, Need.Value);
        Assert.Equal([false, true, false, false], _parts.Sent<Eval>().Select(eval => eval.TakesOver));
    }

    [Fact]
    public void TryTake_OfAnAnswer_FillsTheImportAndAnswersWhoWaits()
    {
        Ask(5, Need.Value);
        Import.Extras!.WorkAt(At(5))!.Await(new Waiter(Third, 8, Need.Value));
        Assert.True(_parts.Lend(Value.Of(7), version: 4, RevisionSpan.Since(At(3))));
        Assert.Equal((7.0, new Version(4), At(3)), (Import.Number, Import.Version, Import.Span.From));
        Assert.Equal(7, _parts.AnswerTo(8).Value.Number);
        Assert.True(Import.Extras.HasLent(new CellAddress(Third, 8)));
        Assert.True(_parts.Works.AreNone);
    }

    /// <summary>Nobody asked, or another node of the cell did: the lease on the answer ends here.</summary>
    [Theory]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    public void TryTake_OfAnAnswerToNoQuestion_ReleasesIt(long revision, int tenant)
    {
        Ask(5, Need.Value);
        NdArray<double> array = ArrayOf(1, 2);
        var versioned = new VersionedValue(new Value(0, array), new Version(1), Span(1, 9), hasValue: true);
        Assert.False(_parts.Imports.TryTake(new Evaluated(_import, At(revision), versioned, tenant: tenant)));
        Assert.True(array.Block.IsFree);
        Assert.Equal((false, Version.None), (Import.HasValue, Import.Version));
        Assert.False(_parts.Works.AreNone);
    }

    /// <summary>Answers for several revisions may come in any order; the newest stays what it is.</summary>
    [Fact]
    public void TryTake_OfAnAnswerForBefore_KeepsItAsAnEarlierValue()
    {
        Ask(2, Need.Value);
        Ask(8, Need.Value);
        Eval early = _parts.Take<Eval>();
        _parts.Lend(Value.Of(80), version: 2, Span(6, 9));
        var versioned = new VersionedValue(Value.Of(20), new Version(1), Span(2, 7), hasValue: true);
        Assert.True(_parts.Imports.TryTake(new Evaluated(early.Slot, early.Revision, versioned, tenant: 3)));
        Assert.Equal((80.0, Span(6, 9)), (Import.Number, Import.Span));
        PastValue past = Import.Extras!.PastValues!;
        Assert.Equal((20.0, Span(2, 5)), (past.Value.Number, past.Span));
    }

    /// <summary>A recall came while the question was under way, and the answer is from before that.</summary>
    [Fact]
    public void TryTake_AfterARecall_HoldsUpToThat()
    {
        Ask(5, Need.Value);
        _parts.Waves.Take(new Invalidate(Other, _import, At(7)));
        _parts.Lend(Value.Of(7), version: 1, RevisionSpan.Since(At(4)));
        Assert.Equal(Span(4, 6), Import.Span);
    }

    /// <summary>What was handed over goes when its user has what it was for; what was lent stays.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryTake_OfAnArrayForAUserThatHasItsValue_DropsItIfItWasHandedOver(bool isHandedOver)
    {
        int user = _parts.Add("neg", _import);
        _parts[user].Hold(Value.Of(1), Span(5, 5), isNew: true);
        NdArray<double> array = ArrayOf(1, 2);
        Ask(5, Need.Value);
        _parts.Lend(new Value(0, array), version: 1, Span(5, 5), isHandedOver);
        Assert.Equal(isHandedOver, array.Block.IsFree);
        Assert.NotEqual(isHandedOver, Import.HasValue);
    }

    /// <summary>That nobody remembers is no content of an import: what was there stays.</summary>
    [Fact]
    public void TryTake_OfWhatNobodyRemembers_LeavesTheNewest()
    {
        Ask(2, Need.Value);
        _parts.Lend(Value.Of(20), version: 1, Span(2, 3));
        Ask(5, Need.Value);
        _parts.Lend(Value.Of(Faults.Forgotten(Import.Node)), version: 0, Span(5, 5));
        Assert.Equal((20.0, new Version(1), Span(2, 3)), (Import.Number, Import.Version, Import.Span));
        Assert.True(Import.Extras!.PastValues!.Value.Fault!.IsForgotten);
    }

    private void Ask(long revision, Need need) =>
        _parts.Imports.AskLender(ref Import, new Ticket(_import, need, At(revision)));
}
