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

    private static void Complain(Func<Model<double>> wrong, int atLeast)
    {
        int complaints = 0;
        for (int seed = 0; seed < Histories; seed++)
        {
            Exception? complaint = Record.Exception(() => new History<double>(seed, wrong()).Run());
            if (complaint is null) continue;
            complaints++;
            Assert.StartsWith($"seed {seed} in Float64", complaint.Message, StringComparison.Ordinal);
        }

        Assert.InRange(complaints, atLeast, Histories);
    }
}
