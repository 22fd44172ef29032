using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What an answer has in it, which leases it carries, and what is noted of it.</summary>
public sealed class CellLenderTests
{
    private readonly ShardParts _parts = new();
    private readonly NdArray<double> _array = ArrayOf(1, 2);
    private readonly int _cell;

    public CellLenderTests()
    {
        _cell = _parts.Add("neg", _parts.AddVariable(1));
        _parts[_cell].Hold(new Value(0, _array), RevisionSpan.Since(At(3)), isNew: true);
    }

    private ref Cell Cell => ref _parts[_cell];

    /// <summary>An answer carries a lease of its own; the clock's is no loan, for it keeps nothing.</summary>
    [Fact]
    public void Lend_ToTheClockAndToAShard_LeasesForBothAndNotesOne()
    {
        Lend(ShardId.Clock, slot: 4);
        Assert.Null(Cell.Extras);
        for (int i = 0; i < 2; i++) Lend(Other, slot: 5);
        Assert.Equal(1, Cell.Extras!.BorrowerCount);
        Assert.True(Cell.Extras.HasLent(new CellAddress(Other, 5)));
        Assert.True(_array.Block.IsHeldBy(4));
        Assert.Equal([4, 5, 5], _parts.Sent<Evaluated>().Select(answer => answer.Slot));
    }

    [Fact]
    public void Lend_OfWhatHasEnded_NotesNoLoan()
    {
        Cell.CutBefore(At(9));
        Lend(Other, slot: 5);
        Assert.Null(Cell.Extras);
        Assert.Equal(Span(3, 8), _parts.AnswerTo(5).Span);
    }

    /// <summary>The array goes with the answer: then the one lease is the asker's.</summary>
    [Fact]
    public void Lend_ToTheOnlyReaderThatTakesOver_HandsTheArrayOver()
    {
        Cell.Users = 1;
        Lend(Other, slot: 5, takesOver: true);
        Assert.True(_parts.Sent<Evaluated>().Single().IsHandedOver);
        Assert.False(Cell.HasValue);
        Assert.True(_array.Block.IsHeldBy(1));
    }

    [Theory]
    [InlineData(2, (int)CellFlags.None)]
    [InlineData(1, (int)CellFlags.IsAskedFor)]
    [InlineData(1, (int)CellFlags.IsSource)]
    public void Lend_OfWhatOthersMayWant_HandsNothingOver(int users, int flags)
    {
        Cell.Users = users;
        Cell.Set((CellFlags)flags);
        Lend(Other, slot: 5, takesOver: true);
        Assert.False(_parts.Sent<Evaluated>().Single().IsHandedOver);
        Assert.True(_array.Block.IsHeldBy(2));
    }

    /// <summary>Somebody else waits for the cell, too: the value has to be there for him.</summary>
    [Fact]
    public void Lend_WhileOthersWaitForTheCell_HandsNothingOver()
    {
        Cell.Users = 1;
        _parts.Works.At(_cell, ref Cell, At(5));
        Lend(Other, slot: 5, takesOver: true);
        Assert.True(Cell.HasValue);
    }

    /// <summary>Who only looks gets what there is: the value, the version of what was dropped, or nothing.</summary>
    [Fact]
    public void TryAnswer_IfValid_AlwaysAnswersAndNeverComputes()
    {
        Assert.True(TryAnswer(3, Need.IfValid, out VersionedValue valid));
        Assert.Same(_array, valid.Value.Array);
        Assert.True(TryAnswer(2, Need.IfValid, out VersionedValue before));
        Assert.Equal((false, RevisionSpan.Never, new Version(1)), (before.HasValue, before.Span, before.Version));
        Cell.Drop();
        Assert.True(TryAnswer(3, Need.IfValid, out VersionedValue dropped));
        Assert.Equal((false, At(3), new Version(1)), (dropped.HasValue, dropped.Span.From, dropped.Version));
        Assert.False(TryAnswer(3, Need.Value, out _));
        Assert.True(TryAnswer(3, Need.Version, out _));
    }

    /// <summary>A computation that waits answers whoever reads it in the shard, and nobody outside.</summary>
    [Fact]
    public void TryAnswer_WithWhatWaits_IsFalseThoughTheShardMayReadIt()
    {
        Computation waiting = Computation.Prepare(Cell.Node, [new Value(0, ArrayOf(1, 2))]);
        Cell.Hold(new Value(0, waiting), RevisionSpan.Since(At(3)), isNew: true);
        _parts.PastValues.KeepNewest(_cell, ref Cell, Span(1, 2));
        foreach (long revision in (long[])[1, 3])
        {
            Assert.False(TryAnswer(revision, Need.Value, out _));
            Assert.True(CellLender.Answers(ref Cell, At(revision), Need.Value));
            Assert.True(TryAnswer(revision, Need.IfValid, out VersionedValue versioned));
            Assert.False(versioned.HasValue);
        }
    }

    [Fact]
    public void TryAnswer_WithAnEarlierValue_AnswersWithThatForItsRevisions()
    {
        var past = new PastValue(Value.Of(7), new Version(1), Span(1, 2), hasValue: true);
        _parts.PastValues.Keep(_cell, ref Cell, past);
        Assert.True(TryAnswer(2, Need.Value, out VersionedValue versioned));
        Assert.Equal((7.0, Span(1, 2)), (versioned.Value.Number, versioned.Span));
        Assert.False(TryAnswer(0, Need.Value, out _));
    }

    private void Lend(ShardId by, int slot, bool takesOver = false) => _parts.Lender.Lend(
        ref Cell, new Waiter(by, slot, Need.Value, takesOver), At(3), Cell.Versioned);

    private bool TryAnswer(long revision, Need need, out VersionedValue versioned) =>
        CellLender.TryAnswer(ref Cell, At(revision), need, out versioned);
}
