using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>The index knows which cells to look through, when that is worth it, and what the clock was told.</summary>
public sealed class PastValueIndexTests
{
    private static readonly LiveRevisions Several = new([At(5), At(90)]);

    private readonly PastValueIndex _index = new();

    /// <summary>A cell is listed once, however many values it keeps; the first value's span counts until a look.
    /// </summary>
    [Fact]
    public void Add_OfSeveralValues_ListsACellOnceAndKeepsTheFirstSpan()
    {
        _index.Add(3, isFirst: true, Span(1, 4));
        _index.Add(3, isFirst: false, Span(5, 5));
        _index.Add(8, isFirst: true, Span(2, 2));
        Assert.Equal([3, 8], _index.Cells);
        Assert.Equal(Span(1, 4), _index.Kept);
    }

    [Fact]
    public void TakeNews_UntilTheClockAnswers_IsTrueOnce()
    {
        Assert.False(_index.TakeNews());
        _index.Add(3, isFirst: true, Span(1, 4));
        Assert.True(_index.TakeNews());
        _index.Add(8, isFirst: true, Span(2, 2));
        Assert.False(_index.TakeNews());
        _index.IsToldOf = false;
        Assert.True(_index.TakeNews());
    }

    /// <summary>After a look that found nothing left there is nothing to tell of.</summary>
    [Fact]
    public void TakeNews_AfterAllWentInALook_IsFalse()
    {
        _index.Add(3, isFirst: true, Span(1, 4));
        Look(left: 0, RevisionSpan.Always);
        Assert.False(_index.TakeNews());
    }

    [Fact]
    public void Keep_OfSeveralCells_KnowsTheEarliestEnd()
    {
        _index.BeginLook();
        _index.Keep(2, Span(5, 9));
        _index.Keep(1, Span(1, 7));
        _index.Keep(0, Span(1, 2));
        _index.Keep(3, Span(8, 8));
        Assert.Equal(Span(1, 7), _index.Kept);
    }

    /// <summary>Of 100 that were left, 199 are too few to look through again, and 200 are enough.</summary>
    [Theory]
    [InlineData(63, 0, true)]
    [InlineData(100, 99, false)]
    [InlineData(100, 100, true)]
    public void AreWorthALook_AfterSoManyMore_IsTrueForFewAndForTwiceAsMany(int left, int more, bool expected)
    {
        Look(left, Span(1, 6));
        for (int i = 0; i < more; i++) _index.Add(i, isFirst: true, Span(1, 6));
        Assert.Equal(expected, _index.AreWorthALook(Several));
    }

    [Fact]
    public void AreWorthALook_WhenTheEarliestOrAllCanGo_IsTrueForAnyNumber()
    {
        Look(left: 100, Span(1, 6));
        Assert.False(_index.AreWorthALook(Several));
        Assert.True(_index.AreWorthALook(new LiveRevisions([At(7), At(90)])));
        Assert.True(_index.AreWorthALook(new LiveRevisions([At(6)])));
    }

    private void Look(int left, RevisionSpan earliest)
    {
        _index.BeginLook();
        _index.Keep(left, earliest);
        _index.EndLook();
    }
}
