using System.Numerics;
using Dataflow.TestKit.Histories;

namespace Dataflow.Scenarios.Histories;

/// <summary>
/// G1 right, G2 minimal, G8 no stale read, G10 cancellable: in every history drawn from a seed, whatever several
/// clients assign, transact, evaluate, read and cancel over a random graph, and whatever order things happen in, each
/// value that is seen is the plain formula's, no number runs twice for one state, and everybody is answered.
/// </summary>
public abstract class HistoryTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Seed 71: an assignment was acknowledged before its wave was quiet.</summary>
    [Fact]
    public void Assign_WhileItsWaveIsUnderWay_IsNotAcknowledged() => new History<T>(71).Run();

    /// <summary>Seed 9: two shards that borrow from each other cancelled each other's questions for ever.</summary>
    [Fact]
    public void Cancel_BetweenShardsThatBorrowFromEachOther_Ends() => new History<T>(9).Run();

    /// <summary>
    /// Seed 55485: what open work had asked for was cancelled and asked again, to and fro.
    /// </summary>
    [Fact]
    public void Cancel_BesideWorkThatIsStillOpen_Ends() => new History<T>(55485).Run();

    /// <summary>Seed 14304: what was given up gathered for ever, because what it gathered was forgotten.</summary>
    [Fact]
    public void Cancel_OfWhatNobodyRemembers_Ends() => new History<T>(14304).Run();

    /// <summary>
    /// Seed 76761: a value that nobody remembered, of an evaluation that was given up, became a cell's newest content;
    /// a number ran twice for one state.
    /// </summary>
    [Fact]
    public void Cancel_OfWhatAnotherShardHasForgotten_RunsNothingTwice() => new History<T>(76761).Run();

    /// <summary>The theories of the two precisions share the seeds out between them.</summary>
    protected static void RunSmall(int first, int step, int count) =>
        HistoryRange.Run(first, step, count, seed => new History<T>(seed).Run());

    /// <summary>The same of graphs of any operators.</summary>
    protected static void RunOfCatalogue(int first, int step, int count) =>
        HistoryRange.Run(first, step, count, seed => History<T>.OfCatalogue(seed).Run());
}

public sealed class DoubleHistoryTests : HistoryTests<double>
{
    public static TheoryData<int, int, int> EvenSeeds => HistoryRange.Chunks(parity: 0);

    [Theory]
    [MemberData(nameof(EvenSeeds))]
    public void AnyHistory_OfASmallGraph_SeesOnlyWhatTheFormulasSay(int first, int step, int count) =>
        RunSmall(first, step, count);

    [Theory]
    [MemberData(nameof(EvenSeeds))]
    public void AnyHistory_OfTheCatalogue_SeesOnlyWhatTheFormulasSay(int first, int step, int count) =>
        RunOfCatalogue(first, step, count);
}

public sealed class SingleHistoryTests : HistoryTests<float>
{
    public static TheoryData<int, int, int> OddSeeds => HistoryRange.Chunks(parity: 1);

    [Theory]
    [MemberData(nameof(OddSeeds))]
    public void AnyHistory_OfASmallGraph_SeesOnlyWhatTheFormulasSay(int first, int step, int count) =>
        RunSmall(first, step, count);

    [Theory]
    [MemberData(nameof(OddSeeds))]
    public void AnyHistory_OfTheCatalogue_SeesOnlyWhatTheFormulasSay(int first, int step, int count) =>
        RunOfCatalogue(first, step, count);
}
