using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Versions that are counted on, earlier values, and who has borrowed: what few cells have.</summary>
public sealed class CellExtrasTests
{
    private static readonly CellAddress Lender = new(Other, 4);

    private readonly CellExtras _extras = new();

    /// <summary>
    /// 1 versions 1 and 7 of a node · 2 it lives anew, and counts from 1 · 3 once more, after only version 1 of that:
    /// no version here is ever one of before
    /// </summary>
    [Fact]
    public void AsKnownHere_OfANodeThatLivesAnew_IsAboveAllVersionsOfBefore()
    {
        _extras.BorrowFrom(Lender, Version.None);
        Assert.Equal([1, 7], [Known(1), Known(7)]);
        _extras.BorrowFrom(Lender, Version.None);
        Assert.Equal([8, 9], [Known(1), Known(2)]);
        _extras.BorrowFrom(Lender, new Version(20));
        Assert.Equal([21, 0], [Known(1), Known(0)]);
    }

    [Theory]
    [InlineData(long.MaxValue, 9)]
    [InlineData(10, 9)]
    [InlineData(9, 8)]
    public void AsKnownHere_OfWhatWasRecalledMeanwhile_IsCut(long cut, long until)
    {
        var lent = new VersionedValue(Value.Of(1), new Version(1), Span(3, 9), hasValue: true);
        VersionedValue known = _extras.AsKnownHere(lent, At(cut));
        Assert.Equal((Span(3, until), 1.0, true), (known.Span, known.Value.Number, known.HasValue));
    }

    /// <summary>Two may hold at a revision, if one came from an evaluation that was given up: the later one counts,
    /// unless it has no value and the value is asked for.</summary>
    [Fact]
    public void TryFindPast_OfTwoAtARevision_FindsTheLaterOneThatIsEnough()
    {
        _extras.Add(Past(10, 1, 5));
        _extras.Add(Past(20, 4, 8));
        Assert.Equal((20.0, 10.0, 20.0), (Find(4), Find(3), Find(8)));
        Assert.False(_extras.TryFindPast(At(9), Need.Version, out _));
        _extras.PastValues!.Drop();
        Assert.Equal(10.0, Find(4));
        Assert.True(_extras.TryFindPast(At(4), Need.Version, out PastValue? past));
        Assert.False(past.HasValue);
        Assert.False(_extras.TryFindPast(At(8), Need.Value, out _));
    }

    /// <summary>What nobody can ask for goes, with its lease; what stays is found as before.</summary>
    [Fact]
    public void Forget_OfMany_ReleasesWhatCannotBeAskedFor()
    {
        NdArray<double>[] arrays = [.. Enumerable.Range(0, 4).Select(i => ArrayOf(i))];
        for (int i = 0; i < 4; i++) _extras.Add(Past(new Value(0, arrays[i]), 10 * i, (10 * i) + 9));
        RevisionSpan kept = RevisionSpan.Always;
        Assert.Equal(2, _extras.Forget(new LiveRevisions([At(15), At(30)]), ref kept));
        Assert.Equal(Span(10, 19), kept);
        Assert.Equal([true, false, true, false], arrays.Select(array => array.Block.IsFree));
        Assert.True(_extras.TryFindPast(At(15), Need.Value, out _));
        Assert.True(_extras.TryFindPast(At(39), Need.Value, out _));
        Assert.Equal(0, _extras.Forget(new LiveRevisions([At(50)]), ref kept));
        Assert.False(_extras.HasPastValues);
    }

    [Fact]
    public void DropAll_OfSeveral_EndsEachLeaseOnce()
    {
        NdArray<double>[] arrays = [ArrayOf(1), ArrayOf(2)];
        foreach (NdArray<double> array in arrays) _extras.Add(Past(new Value(0, array).Retain(), 1, 1));
        _extras.DropAll();
        _extras.DropAll();
        Assert.All(arrays, array => Assert.True(array.Block.IsHeldBy(1)));
    }

    /// <summary>An import that is going has borrowed nothing any more, whether it was known or not.</summary>
    [Fact]
    public void RemoveImporter_ThatHasBorrowed_EndsItsLoan()
    {
        CellAddress import = new(Other, 1), stranger = new(Third, 2);
        Assert.True(_extras.AddImporter(import));
        foreach (CellAddress borrower in (CellAddress[])[import, stranger, import]) _extras.Lend(borrower);
        Assert.Equal(2, _extras.BorrowerCount);
        Assert.True(_extras.RemoveImporter(import));
        Assert.False(_extras.RemoveImporter(stranger));
        Assert.Equal((0, 0), (_extras.BorrowerCount, _extras.ImporterCount));
    }

    [Fact]
    public void TakeBorrowers_OfSome_LeavesNone()
    {
        for (int i = 0; i < 3; i++) _extras.Lend(new CellAddress(Other, i));
        Assert.Equal(3, _extras.TakeBorrowers().Count);
        Assert.Equal(0, _extras.TakeBorrowers().Count);
        Assert.False(_extras.HasLent(new CellAddress(Other, 0)));
    }

    /// <summary>Work is found by its own revision, or by any that its result will answer for.</summary>
    [Fact]
    public void AwaitedFor_WithAKernelUnderWay_IsWhatWillCover()
    {
        Work open = new(0, At(2)), computing = new(0, At(5)) { State = WorkState.Computing, Span = Span(3, 6) };
        _extras.Add(open);
        _extras.Add(computing);
        Assert.Same(open, _extras.WorkAt(At(2)));
        Assert.Null(_extras.WorkAt(At(4)));
        Assert.Null(_extras.AwaitedFor(At(2)));
        Assert.Same(computing, _extras.AwaitedFor(At(4)));
        computing.CutBefore(At(5));
        Assert.Null(_extras.AwaitedFor(At(6)));
        Assert.Same(computing, _extras.AwaitedFor(At(5)));
    }

    [Fact]
    public void IsEmpty_WithAnyOneThing_IsFalse()
    {
        Assert.True(_extras.IsEmpty);
        var work = new Work(0, At(1));
        _extras.Add(work);
        Assert.False(_extras.IsEmpty);
        _extras.Remove(work);
        Assert.True(_extras.IsEmpty);
        _extras.AddImporter(new CellAddress(Other, 1));
        Assert.False(_extras.IsEmpty);
        _extras.KeepImporters([Id]);
        Assert.True(_extras.IsEmpty);
        _extras.BorrowFrom(Lender, Version.None);
        Assert.False(_extras.IsEmpty);
    }

    private static PastValue Past(double number, long from, long until) => Past(Value.Of(number), from, until);

    private static PastValue Past(in Value value, long from, long until) =>
        new(value, new Version(1), Span(from, until), hasValue: true);

    private int Known(int version)
    {
        var lent = new VersionedValue(Value.Of(1), new Version(version), Span(1, 1), hasValue: true);
        return _extras.AsKnownHere(lent, RevisionSpan.Open).Version.Number;
    }

    private double Find(long revision)
    {
        Assert.True(_extras.TryFindPast(At(revision), Need.Value, out PastValue? past));
        return past.Value.Number;
    }
}
