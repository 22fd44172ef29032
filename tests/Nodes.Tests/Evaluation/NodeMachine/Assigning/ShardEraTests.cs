using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>After an era was entered nothing is under way or lent, and what was computed holds up to then.</summary>
public sealed class ShardEraTests
{
    private readonly ShardParts _parts = new();

    /// <summary>What is given holds on; what was computed of it, or borrowed, is looked at again when it is needed.
    /// </summary>
    [Fact]
    public void Enter_OverValues_CutsAllButWhatIsGiven()
    {
        int x = _parts.AddVariable(5), cell = _parts.Add("neg", x), import = _parts.AddImport();
        _parts.Ask(cell, 1);
        _parts[import].Borrow(new Version(1), RevisionSpan.Since(At(1)));
        Enter(newest: 7, Id, Other);
        Assert.Equal(RevisionSpan.Since(At(1)), _parts[x].Span);
        Assert.Equal((Span(1, 7), Span(1, 7)), (_parts[cell].Span, _parts[import].Span));
        Assert.Equal((-5.0, new Version(1)), (_parts[cell].Number, _parts[cell].Version));
        Assert.Equal(At(7), _parts.Era.Newest);
    }

    /// <summary>What ended before stays so.</summary>
    [Fact]
    public void Enter_OverWhatEndedBefore_ChangesNothingOfIt()
    {
        int cell = _parts.Add("neg", _parts.AddVariable(5));
        _parts[cell].Hold(Value.Of(-5), Span(1, 3), isNew: true);
        Enter(newest: 7, Id);
        Assert.Equal(Span(1, 3), _parts[cell].Span);
    }

    [Fact]
    public void Enter_WithLoansAndQuestions_LeavesNone()
    {
        int x = _parts.AddVariable(5), cell = _parts.Add("neg", x), import = _parts.AddImport();
        _parts.Ask(cell, 1, slot: 1, by: Other);
        _parts.Ask(_parts.Add("sqr", import), 1);
        _parts.Clear();
        Enter(newest: 1, Id, Other);
        _parts.Assign(x, 2, 6);
        Assert.Empty(_parts.Sent<Invalidate>());
        Assert.True(_parts.Works.AreNone);
        Assert.False(_parts.Table.EdgeAt(_parts[cell].FirstEdge).IsLent);
    }

    /// <summary>Imports of shards that are gone read no more; those of the others do.</summary>
    [Fact]
    public void Enter_WithoutAShard_ForgetsItsImports()
    {
        int x = _parts.AddVariable(5);
        foreach (ShardId reader in (ShardId[])[Other, Third, Third])
            _parts.Table.AddImporter(x, new CellAddress(reader, _parts[x].Users));
        Enter(newest: 1, Id, Other);
        Assert.Equal((1, 1), (_parts[x].Users, _parts[x].Extras!.ImporterCount));
    }

    /// <summary>Evaluations begin anew at the newest revision: whatever is from before that goes.</summary>
    [Fact]
    public void Enter_WithEarlierValues_KeepsThoseOfTheNewestRevision()
    {
        int x = _parts.AddVariable(1);
        for (int revision = 2; revision < 6; revision++) _parts.Assign(x, revision, revision);
        Enter(newest: 4, Id);
        Assert.Equal(4, Assert.IsType<PastValue>(_parts[x].Extras!.PastValues).Value.Number);
        Assert.Null(_parts[x].Extras!.PastValues!.Earlier);
        Assert.Equal(At(4), _parts.PastValues.Oldest);
    }

    /// <summary>Before any era every shard is there: embedded ones are never lost.</summary>
    [Fact]
    public void IsGone_BeforeAndAfterAnEra_IsTrueForTheShardsThatItHasNot()
    {
        Assert.False(_parts.Era.IsGone(Third));
        Enter(newest: 1, Id, Other);
        Assert.Equal((false, true), (_parts.Era.IsGone(Other), _parts.Era.IsGone(Third)));
        Enter(newest: 1, Id, Third);
        Assert.Equal((true, false), (_parts.Era.IsGone(Other), _parts.Era.IsGone(Third)));
    }

    private void Enter(long newest, params ShardId[] shards) =>
        _parts.Era.Enter(new EraPlan(new Era(1), shards), At(newest));
}
