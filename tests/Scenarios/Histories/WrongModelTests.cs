using Dataflow.TestKit.Histories;

namespace Dataflow.Scenarios.Histories;

/// <summary>
/// A test that cannot fail proves nothing: histories that are compared with a model that is wrong in one thing must say
/// so, and name their seed.
/// </summary>
public sealed class WrongModelTests
{
    private const int Histories = 200;

    [Fact]
    public void History_ComparedWithAStaleModel_Fails() => Complain(() => new StaleModel(), atLeast: 50);

    [Fact]
    public void History_ComparedWithAMistakenModel_Fails() => Complain(() => new MistakenModel(), atLeast: 50);

    [Fact]
    public void History_ComparedWithAModelWithoutFaults_Fails() => Complain(() => new FaultlessModel(), atLeast: 50);

    [Fact]
    public void History_CountedByAModelThatNeverChanges_Fails() => Complain(() => new ConstantModel(), atLeast: 20);

    /// <summary>One bit of one element, in any node: nothing of it is lost in a tolerance.</summary>
    [Fact]
    public void HistoryOfTheCatalogue_ComparedWithAModelThatIsOffByOneBit_FailsAndShowsWhere() => Complain(
        seed => History<double>.OfCatalogue(seed, new OffByOneBitModel()), " of the catalogue", atLeast: 100);

    [Fact]
    public void HistoryOfTheCatalogue_ComparedWithAStaleModel_Fails() => Complain(
        seed => History<double>.OfCatalogue(seed, new StaleModel()), " of the catalogue", atLeast: 100);

    private static void Complain(Func<Model<double>> wrong, int atLeast) =>
        Complain(seed => new History<double>(seed, wrong()), "", atLeast);

    private static void Complain(Func<int, History<double>> history, string ofWhat, int atLeast)
    {
        int complaints = 0;
        for (int seed = 0; seed < Histories; seed++)
        {
            Exception? complaint = Record.Exception(history(seed).Run);
            if (complaint is null) continue;
            complaints++;
            Assert.StartsWith($"seed {seed}{ofWhat} in Float64", complaint.Message, StringComparison.Ordinal);
        }

        Assert.InRange(complaints, atLeast, Histories);
    }
}
