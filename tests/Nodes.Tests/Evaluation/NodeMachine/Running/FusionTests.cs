using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Which cells wait for a user, and what a cell learns from the runs of its user.</summary>
public sealed class FusionTests
{
    private const CellFlags Learned =
        CellFlags.Materialized | CellFlags.FusedAcrossSupport | CellFlags.ValueReused;

    private readonly ShardParts _parts = new();

    [Fact]
    public void Defers_OfAnElementwiseCellThatOneReads_IsTrue() => Assert.True(Defers(AddRead("neg")));

    [Fact]
    public void Defers_OfWhatNobodyReadsOrLooksAtTheWhole_IsFalse()
    {
        Assert.False(Defers(_parts.Add("neg", _parts.AddVariable(ArrayOf(1, 2)))));
        Assert.False(Defers(AddRead("sort")));
    }

    [Theory]
    [InlineData((int)CellFlags.IsKept, false)]
    [InlineData((int)CellFlags.Materialized, false)]
    [InlineData((int)CellFlags.FusedAcrossSupport, true)]
    public void Defers_OfACellWithAFlag_LooksWhetherItsValueIsWanted(int flag, bool expected)
    {
        int cell = AddRead("neg");
        _parts[cell].Set((CellFlags)flag);
        Assert.Equal(expected, Defers(cell));
    }

    /// <summary>
    /// A value for a revision before the newest one is kept as an earlier value: nothing waits there.
    /// </summary>
    [Fact]
    public void Defers_ForARevisionBeforeTheNewestValue_IsFalse()
    {
        int cell = AddRead("neg");
        _parts[cell].Renew(RevisionSpan.Since(At(2)));
        Assert.False(Defers(cell, revision: 1));
        Assert.True(Defers(cell, revision: 2));
    }

    /// <summary>A region may have three operators: the third that waits in a chain is computed.</summary>
    [Fact]
    public void Defers_OfALongChain_EndsTheRegionAtItsLimit()
    {
        var parts = new ShardParts(ShardLimits.Default with { OperatorsInRegion = 3 });
        int cell = parts.AddVariable(ArrayOf(1, 2)), lent = parts.AddImport();
        int[] chain = [.. Enumerable.Range(0, 4).Select(_ => cell = parts.Add("neg", cell))];
        parts.Ask(parts.Add("add", cell, lent), 1);
        Assert.Equal([false, false, false, true], chain.Select(one => parts[one].IsWaiting));
        Assert.Equal([1.0, 1, 1, 1], chain.Select(one => (double)parts[one].Runs));
        Assert.Equal([-1.0, -2], NumbersOf(parts[chain[2]].Value));
    }

    /// <summary>The user ran while its operand still held: that is worth keeping.</summary>
    [Fact]
    public void LearnFrom_ARunWithoutTheOperands_KeepsItsValueForGood()
    {
        (int operand, int user) = AddMaterialized();
        _parts.Operands.See(ref _parts[user], [new Version(1), Version.None]);
        _parts.Fusion.LearnFrom(ref _parts[user]);
        Assert.True(_parts[operand].Has(CellFlags.Materialized | CellFlags.ValueReused, among: Learned));
        for (int i = 0; i < 50; i++) RunBoth(operand, user);
        Assert.True(_parts[operand].Has(CellFlags.Materialized | CellFlags.ValueReused, among: Learned));
    }

    /// <summary>Eight times in a row both ran: they are computed together from then on.</summary>
    [Fact]
    public void LearnFrom_EightRunsTogether_ComputesThemTogether()
    {
        (int operand, int user) = AddMaterialized();
        for (int i = 0; i < 7; i++) RunBoth(operand, user);
        Assert.True(_parts[operand].Has(CellFlags.Materialized, among: Learned));
        RunBoth(operand, user);
        Assert.True(_parts[operand].Has(CellFlags.FusedAcrossSupport, among: Learned));
    }

    /// <summary>Another user may run alone, so nothing is learnt from one of two.</summary>
    [Fact]
    public void LearnFrom_RunsOfOneOfTwoUsers_LearnsNothing()
    {
        (int operand, int user) = AddMaterialized();
        _parts.Add("exp", operand);
        for (int i = 0; i < 50; i++) RunBoth(operand, user);
        Assert.True(_parts[operand].Has(CellFlags.Materialized, among: Learned));
    }

    /// <summary>
    /// It was computed with its user for long, and now the user alone needs it: missed once, then kept.
    /// </summary>
    [Fact]
    public void KeepIfMissed_WithOperandsThatHaveNotMoved_KeepsItAndCountsAnEviction()
    {
        int cell = AddRead("neg");
        _parts.Operands.See(ref _parts[cell], [new Version(1)]);
        _parts.Fusion.KeepIfMissed(ref _parts[cell]);
        Assert.True(_parts[cell].Has(CellFlags.None, among: Learned));
        _parts[cell].Set(CellFlags.FusedAcrossSupport);
        _parts.Operands.Unsee(ref _parts[cell]);
        _parts.Fusion.KeepIfMissed(ref _parts[cell]);
        Assert.True(_parts[cell].Has(CellFlags.FusedAcrossSupport, among: Learned));
        _parts.Operands.See(ref _parts[cell], [new Version(1)]);
        _parts.Fusion.KeepIfMissed(ref _parts[cell]);
        Assert.True(_parts[cell].Has(CellFlags.Materialized | CellFlags.ValueReused, among: Learned));
        Assert.Equal(1, _parts[cell].Evictions);
    }

    private int AddRead(string name)
    {
        int cell = _parts.Add(name, _parts.AddVariable(ArrayOf(1, 2)));
        _parts.Add("sqr", cell);
        return cell;
    }

    /// <summary>A cell that is materialized because its user depends on a variable more.</summary>
    private (int Operand, int User) AddMaterialized()
    {
        int operand = _parts.Add("neg", _parts.AddVariable(1)), y = _parts.AddVariable(1);
        _parts[operand].Hold(Value.Of(0), RevisionSpan.Since(At(1)), isNew: true);
        _parts[operand].Set(CellFlags.Materialized);
        return (operand, _parts.Add("add", operand, y));
    }

    private void RunBoth(int operand, int user)
    {
        _parts[operand].Hold(Value.Of(0), RevisionSpan.Since(At(1)), isNew: true);
        _parts.Fusion.LearnFrom(ref _parts[user]);
        _parts.Operands.See(ref _parts[user], [_parts[operand].Version, new Version(1)]);
    }

    private bool Defers(int cell, long revision = 1)
    {
        Value[] operands = [new Value(0, ArrayOf(1, 2))];
        Computation computation = Computation.Prepare(_parts[cell].Node, operands);
        return _parts.Fusion.Defers(ref _parts[cell], computation, At(revision));
    }
}
