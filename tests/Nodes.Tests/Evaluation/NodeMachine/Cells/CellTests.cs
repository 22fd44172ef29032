using System.Runtime.CompilerServices;
using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What a cell holds, for which revisions, and that each lease which it takes over ends once.</summary>
public sealed class CellTests
{
    private readonly ShardParts _parts = new();
    private readonly int _index;

    public CellTests() => _index = _parts.Add(_parts.Variable());

    private ref Cell Cell => ref _parts[_index];

    /// <summary>A graph has one for each node: a field more is a decision.</summary>
    [Fact]
    public void SizeOf_ACell_Is80Bytes() => Assert.Equal(80, Unsafe.SizeOf<Cell>());

    [Fact]
    public void Hold_OfOneValueAfterAnother_ReleasesTheFormerAndCountsVersions()
    {
        NdArray<double> first = ArrayOf(1), second = ArrayOf(2);
        Cell.Hold(new Value(0, first), Span(1, 3), isNew: true);
        Cell.Hold(new Value(0, second), Span(4, 5), isNew: true);
        Assert.Equal((true, false), (first.Block.IsFree, second.Block.IsFree));
        Assert.Equal((new Version(2), Span(4, 5)), (Cell.Version, Cell.Span));
        Cell.Hold(Value.Of(7), Span(6, 6), isNew: false);
        Assert.True(second.Block.IsFree);
        Assert.Equal((new Version(2), 7.0, true), (Cell.Version, Cell.Number, Cell.HasValue));
    }

    /// <summary>What was let go of still answers for its version, and to let go of it again ends no lease.</summary>
    [Fact]
    public void Drop_OfAnArrayTwice_EndsItsLeaseOnceAndKeepsTheVersion()
    {
        NdArray<double> array = ArrayOf(1);
        array.Retain();
        Cell.Hold(new Value(0, array), Span(2, 4), isNew: true);
        Cell.Drop();
        Cell.Drop();
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Equal((new Version(1), Span(2, 4)), (Cell.Version, Cell.Span));
        Assert.True(Cell.Satisfies(At(4), Need.Version));
        Assert.False(Cell.Satisfies(At(4), Need.Value) || Cell.Satisfies(At(4), Need.IfValid));
        Cell.Put(new Value(0, array));
        Assert.True(Cell.Satisfies(At(4), Need.Value));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Satisfies_AtARevision_IsTrueWithinTheSpan(long revision, bool expected)
    {
        Cell.Hold(Value.Of(1), Span(2, 4), isNew: true);
        foreach (Need need in (Need[])[Need.IfValid, Need.Version, Need.Value])
            Assert.Equal(expected, Cell.Satisfies(At(revision), need));
    }

    /// <summary>Only what had a version, and ended before, can be found good again without running.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void MayStillHold_ALaterRevision_IsTrueAfterTheEndAlone(long revision, bool expected)
    {
        Assert.False(Cell.MayStillHold(At(revision), Need.Version));
        Cell.Hold(Value.Of(1), Span(2, 4), isNew: true);
        Assert.Equal(expected, Cell.MayStillHold(At(revision), Need.Value));
        Cell.Drop();
        Assert.Equal(expected, Cell.MayStillHold(At(revision), Need.Version));
        Assert.False(Cell.MayStillHold(At(revision), Need.Value));
    }

    [Theory]
    [InlineData((int)CellFlags.Materialized, true)]
    [InlineData((int)(CellFlags.Materialized | CellFlags.IsLeaving), true)]
    [InlineData((int)(CellFlags.Materialized | CellFlags.IsKept), false)]
    [InlineData((int)CellFlags.IsKept, false)]
    [InlineData((int)CellFlags.None, false)]
    public void Has_OneFlagAmongTwo_LooksAtThoseTwoAlone(int flags, bool expected)
    {
        Cell.Set((CellFlags)flags);
        Assert.Equal(expected, Cell.Has(CellFlags.Materialized, among: CellFlags.Materialized | CellFlags.IsKept));
    }

    /// <summary>A lender's version comes without its value, whatever value was here before.</summary>
    [Fact]
    public void Borrow_OverAValue_LetsGoOfThat()
    {
        NdArray<double> array = ArrayOf(1);
        Cell.Hold(new Value(0, array), Span(1, 1), isNew: true);
        Cell.Borrow(new Version(9), Span(3, 5));
        Assert.True(array.Block.IsFree);
        Assert.Equal((new Version(9), Span(3, 5), false), (Cell.Version, Cell.Span, Cell.HasValue));
    }

    [Fact]
    public void CountEviction_MoreThan255Times_StaysAt255()
    {
        for (int i = 0; i < 300; i++) Cell.Evict();
        Assert.Equal(255, Cell.Evictions);
    }

    [Fact]
    public void End_OfAUsedCell_LeavesNothingOfItsNode()
    {
        Cell.Hold(Value.Of(1), RevisionSpan.Always, isNew: true);
        Cell.Set(CellFlags.IsKept | CellFlags.IsLeaving);
        Cell.NeedExtras();
        Cell.CountRun();
        Cell.End();
        Assert.True(Cell.IsFree);
        Assert.False(Cell.IsKept || Cell.IsLeaving || Cell.HasValue);
        Assert.Equal(
            (RevisionSpan.Never, Version.None, Edge.NoMore, 0), (Cell.Span, Cell.Version, Cell.FirstLoan, Cell.Runs));
        Assert.Null(Cell.Extras);
    }
}
