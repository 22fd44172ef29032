using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What is read of operands at a revision: value, version and span belong together, newest or past.</summary>
public sealed class OperandReaderTests
{
    private readonly ShardParts _parts = new();

    private OperandReader Operands => _parts.Operands;

    /// <summary>x had 1 up to revision 3 and has 2 since; y has 10 since revision 1.</summary>
    [Theory]
    [InlineData(3, 1, 1, 1, 3)]
    [InlineData(4, 2, 2, 4, long.MaxValue)]
    public void Borrow_AtARevision_HoldsWhereAllOperandsDo(
        long revision, double value, int version, long from, long until)
    {
        int user = MakeUser();
        Assert.Equal([value, 10], Operands.ValuesAt(ref _parts[user], At(revision)).Select(one => one.Number));
        Assert.Equal(
            [new Version(version), new Version(1)], Operands.VersionsAt(ref _parts[user], At(revision)));
        Assert.Equal(Span(from, until), Operands.Borrow(ref _parts[user], At(revision)));
        Assert.Equal(Span(from, until), Operands.BorrowAndSee(ref _parts[user], At(revision)));
    }

    /// <summary>Whoever reads an open value hears when it ends, also when he reads an earlier one now.</summary>
    [Fact]
    public void Borrow_OfOperands_LendsEachThatIsOpenOnce()
    {
        int user = MakeUser();
        for (int i = 0; i < 2; i++) Operands.Borrow(ref _parts[user], At(3));
        var borrowers = new List<int>();
        for (int x = 0; x < 2; x++) _parts.Table.RecallLoans(ref _parts[x], borrowers);
        Assert.Equal([user, user], borrowers);
    }

    /// <summary>Versions are noted for the newest value alone: a result for before it tells nothing of that.</summary>
    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(5, 2, 1)]
    public void BorrowAndSee_ForAnEarlierRevision_NotesNoVersions(long revision, int first, int second)
    {
        int user = MakeUser();
        _parts[user].Hold(Value.Of(1), RevisionSpan.Since(At(5)), isNew: true);
        Operands.BorrowAndSee(ref _parts[user], At(revision));
        Assert.Equal((new Version(first), new Version(second)), (SeenBy(user, 0), SeenBy(user, 1)));
    }

    [Fact]
    public void HasSeenNewest_AfterSeeingAndUnseeing_LooksAtAllOperands()
    {
        int user = MakeUser();
        Assert.False(Operands.HasSeenNewest(ref _parts[user]));
        Operands.See(ref _parts[user], [new Version(2), new Version(1)]);
        Assert.True(Operands.HasSeenNewest(ref _parts[user]));
        Operands.See(ref _parts[user], [new Version(2), new Version(2)]);
        Assert.False(Operands.HasSeenNewest(ref _parts[user]));
        Operands.Unsee(ref _parts[user]);
        Assert.Equal((Version.None, Version.None), (SeenBy(user, 0), SeenBy(user, 1)));
    }

    /// <summary>
    /// The newest value was let go of, and an evaluation that was given up left another one for the revision: what is
    /// read is that, with its version and its span.
    /// </summary>
    [Fact]
    public void ValuesAt_OfWhatWasDroppedAndIsRemembered_ReadsWhatIsRemembered()
    {
        int x = _parts.AddVariable(1), user = _parts.Add("neg", x);
        _parts[x].Drop();
        var past = new PastValue(Value.Of(7), Version.None, Span(2, 4), hasValue: true);
        _parts.PastValues.Keep(x, ref _parts[x], past);
        Assert.Equal(7, Operands.ValuesAt(ref _parts[user], At(3))[0].Number);
        Assert.Equal(Version.None, Operands.VersionsAt(ref _parts[user], At(3))[0]);
        Assert.Equal(Span(2, 4), Operands.Borrow(ref _parts[user], At(3)));
        Assert.Equal(new Version(1), Operands.VersionsAt(ref _parts[user], At(5))[0]);
    }

    [Fact]
    public void TryNumbersAt_WithAnArrayAmongThem_IsFalse()
    {
        int user = MakeUser(), array = _parts.AddVariable(ArrayOf(1, 2)), mixed = _parts.Add("add", 0, array);
        double[] numbers = new double[2];
        Assert.True(Operands.TryNumbersAt(ref _parts[user], At(3), numbers));
        Assert.Equal([1.0, 10], numbers);
        Assert.False(Operands.TryNumbersAt(ref _parts[mixed], At(4), numbers));
        _parts.Assign(array, 9, 5);
        Assert.False(Operands.TryNumbersAt(ref _parts[mixed], At(8), numbers));
        Assert.True(Operands.TryNumbersAt(ref _parts[mixed], At(9), numbers));
        Assert.Equal([2.0, 5], numbers);
    }

    private int MakeUser()
    {
        int x = _parts.AddVariable(1), y = _parts.AddVariable(10);
        _parts.Assign(x, 4, 2);
        return _parts.Add("add", x, y);
    }

    private Version SeenBy(int user, int operand) => _parts.Table.EdgeAt(_parts[user].FirstEdge + operand).Seen;
}
