using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Earlier values stay while somebody can ask for them, and the clock knows that there are some.</summary>
public sealed class PastValuesTests
{
    private readonly ShardParts _parts = new();

    private PastValues PastValues => _parts.PastValues;

    /// <summary>The clock is told once, and again when it has said what to forget and something is left.</summary>
    [Fact]
    public void Keep_OfSeveralValues_TellsTheClockOnceUntilItAnswers()
    {
        int x = _parts.AddVariable(1);
        for (int i = 2; i < 5; i++) Keep(x, i, Span(i, i));
        HasPastValues told = Assert.Single(_parts.Sent<HasPastValues>(ShardId.Clock));
        Assert.Equal((Id, Span(2, 2)), (told.By, told.Span));
        _parts.Clear();
        PastValues.Forget(new LiveRevisions([At(3), At(9)]));
        Assert.Equal(Span(3, 3), Assert.Single(_parts.Sent<HasPastValues>()).Span);
        _parts.Clear();
        PastValues.Forget(new LiveRevisions([At(9)]));
        Assert.Empty(_parts.Sent<HasPastValues>());
        Keep(x, 7, Span(9, 9));
        Assert.Single(_parts.Sent<HasPastValues>());
    }

    /// <summary>The cell still has its newest value; what was kept of it has a lease of its own.</summary>
    [Fact]
    public void KeepNewest_OfAnArray_LeasesItUntilItIsForgotten()
    {
        NdArray<double> array = ArrayOf(1, 2);
        int x = _parts.AddVariable(array);
        PastValues.KeepNewest(x, ref _parts[x], Span(1, 3));
        Assert.True(array.Block.IsHeldBy(2));
        PastValues.Forget(new LiveRevisions([At(4)]));
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Null(_parts[x].Extras);
    }

    /// <summary>What else a cell has beside earlier values stays.</summary>
    [Fact]
    public void Forget_OfAllValuesOfACellWithWork_LeavesTheWork()
    {
        int x = _parts.AddVariable(1);
        Keep(x, 5, Span(1, 1));
        Work work = _parts.Works.At(x, ref _parts[x], At(2));
        PastValues.Forget(new LiveRevisions([At(4)]));
        Assert.False(_parts[x].Extras!.HasPastValues);
        Assert.Same(work, _parts[x].Extras!.WorkAt(At(2)));
    }

    /// <summary>
    /// At 3 and 7 evaluations are under way, and 9 is the newest: anything later may be asked for, too.
    /// </summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(5, true)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    [InlineData(100, false)]
    public void IsOver_AtARevision_IsTrueWhereNobodyCanAsk(long revision, bool expected)
    {
        Keep(_parts.AddVariable(1), 5, Span(1, 9));
        PastValues.Forget(new LiveRevisions([At(3), At(7), At(9)]));
        Assert.Equal(expected, PastValues.IsOver(At(revision)));
    }

    /// <summary>What is oldest never becomes older, whoever says so and in whichever order.</summary>
    [Fact]
    public void NoteOldest_OfAnEarlierRevision_ChangesNothing()
    {
        foreach (long revision in (long[])[4, 2, 6, 5]) PastValues.NoteOldest(At(revision));
        PastValues.Forget(new LiveRevisions([At(1), At(8)]));
        Assert.Equal(At(6), PastValues.Oldest);
        Assert.True(PastValues.IsOver(At(5)));
        Assert.False(PastValues.IsOver(At(6)));
        Assert.Empty(_parts.Sent<HasPastValues>());
    }

    private void Keep(int cell, double number, RevisionSpan span) =>
        PastValues.Keep(cell, ref _parts[cell], new PastValue(Value.Of(number), new Version(1), span, true));
}
