using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A value becomes the newest, comes back as it was, or is an earlier one; its lease ends once in each case.
/// </summary>
public sealed class NewestValuesTests
{
    private readonly ShardParts _parts = new();
    private readonly int _cell;

    public NewestValuesTests() => _cell = _parts.Add("neg", _parts.AddVariable(1));

    private ref Cell Cell => ref _parts[_cell];

    private PastValue? Past => Cell.Extras?.PastValues;

    [Fact]
    public void Keep_OfALaterValue_PutsTheOneBeforeAside()
    {
        Keep(1, Span(1, 4), Value.Of(5));
        Keep(5, Span(5, long.MaxValue), Value.Of(6));
        Assert.Equal((6.0, new Version(2), At(5)), (Cell.Number, Cell.Version, Cell.Span.From));
        Assert.Equal((5.0, new Version(1), Span(1, 4)), (Past!.Value.Number, Past.Version, Past.Span));
    }

    /// <summary>The same bits are the same version, for numbers always: the two zeros are two.</summary>
    [Theory]
    [InlineData(0.0, 0.0, 1)]
    [InlineData(0.0, -0.0, 2)]
    [InlineData(double.NaN, double.NaN, 1)]
    public void Keep_OfANumber_IsANewVersionIfItsBitsDiffer(double before, double after, int version)
    {
        Keep(1, Span(1, 4), Value.Of(before));
        Keep(5, Span(5, 5), Value.Of(after));
        Assert.Equal((new Version(version), Span(5, 5)), (Cell.Version, Cell.Span));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Keep_OfAnEqualArray_IsTheSameVersionIfArraysAreCompared(bool compares, int version)
    {
        Cell.Node.ComparesValues = compares;
        Keep(1, Span(1, 4), new Value(0, ArrayOf(1, 2)));
        Keep(5, Span(5, 5), new Value(0, ArrayOf(1, 2)));
        Assert.Equal(new Version(version), Cell.Version);
    }

    /// <summary>Nobody can ask at its last revision any more: it goes at once, with its memory.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Keep_AfterTheValueBeforeIsOver_KeepsItNoLonger(long oldest, bool isGone)
    {
        NdArray<double> array = ArrayOf(1, 2);
        Keep(1, Span(1, 4), new Value(0, array));
        _parts.PastValues.NoteOldest(At(oldest));
        Keep(5, Span(5, 5), Value.Of(6));
        Assert.Equal(isGone, array.Block.IsFree);
        Assert.Equal(isGone, Past is null);
    }

    /// <summary>For a revision before the newest value's it is an earlier value, up to where that begins.</summary>
    [Fact]
    public void Keep_OfAnEarlierValue_LeavesTheNewest()
    {
        Keep(5, Span(5, 9), Value.Of(6));
        Keep(3, Span(2, long.MaxValue), Value.Of(7));
        Assert.Equal((6.0, new Version(1), Span(5, 9)), (Cell.Number, Cell.Version, Cell.Span));
        Assert.Equal((7.0, Version.None, Span(2, 4)), (Past!.Value.Number, Past.Version, Past.Span));
    }

    /// <summary>What was dropped comes back as the version that it was; what came twice is released.</summary>
    [Fact]
    public void Keep_OfWhatTheCellHasOrHad_KeepsVersionAndSpan()
    {
        NdArray<double> first = ArrayOf(1, 2), again = ArrayOf(1, 2), twice = ArrayOf(1, 2);
        Keep(1, Span(1, 4), new Value(0, first));
        Cell.Drop();
        Keep(2, Span(1, 9), new Value(0, again));
        Keep(3, Span(1, 9), new Value(0, twice));
        Assert.Same(again, Cell.Content);
        Assert.Equal((true, false, true), (first.Block.IsFree, again.Block.IsFree, twice.Block.IsFree));
        Assert.Equal((new Version(1), Span(1, 4)), (Cell.Version, Cell.Span));
        Assert.Null(Past);
    }

    /// <summary>What is good again still answers for where it held before, unless its value was let go of.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Renew_OfAValue_KeepsItForWhereItHeld(bool isDropped)
    {
        NdArray<double> array = ArrayOf(1, 2);
        Keep(1, Span(1, 4), new Value(0, array));
        if (isDropped) Cell.Drop();
        _parts.Values.Renew(_cell, ref Cell, At(7), Span(6, 8));
        Assert.Equal((new Version(1), Span(6, 8)), (Cell.Version, Cell.Span));
        Assert.Equal(isDropped, Past is null);
        if (!isDropped) Assert.True(array.Block.IsHeldBy(2));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void DropStale_OfAnArrayThatEnded_LetsItGoWhenNobodyCanAsk(long oldest, bool isGone)
    {
        Keep(1, Span(1, 4), new Value(0, ArrayOf(1, 2)));
        _parts.PastValues.NoteOldest(At(oldest));
        _parts.Values.DropStale(ref Cell);
        Assert.NotEqual(isGone, Cell.HasValue);
    }

    private void Keep(long revision, RevisionSpan span, in Value value) =>
        _parts.Values.Keep(_cell, ref Cell, At(revision), span, value);
}
