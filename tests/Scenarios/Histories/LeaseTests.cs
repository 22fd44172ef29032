using Dataflow.TestKit.Histories;

namespace Dataflow.Scenarios.Histories;

/// <summary>
/// G7 bounded: whatever happened, memory that no value needs any more is given back, to the last byte.
/// </summary>
/// <remarks>The bytes are counted for the whole process, so no other test runs beside these histories.</remarks>
[Collection(Name)]
public sealed class LeaseTests
{
    internal const string Name = "bytes in use are counted";

    private const int Histories = 2000;

    [Fact]
    public void AnyHistory_InDouble_GivesEveryBlockBack()
    {
        for (int seed = 0; seed < Histories; seed += 2) new History<double>(seed).RunAlone();
    }

    [Fact]
    public void AnyHistory_InSingle_GivesEveryBlockBack()
    {
        for (int seed = 1; seed < Histories; seed += 2) new History<float>(seed).RunAlone();
    }

    [Fact]
    public void AnyHistory_OfTheCatalogue_GivesEveryBlockBack()
    {
        for (int seed = 0; seed < Histories; seed += 4)
        {
            History<double>.OfCatalogue(seed).RunAlone();
            History<float>.OfCatalogue(seed + 1).RunAlone();
        }
    }

    /// <summary>Seed 38: an evaluation was cancelled when some of its answers were in.</summary>
    [Fact]
    public void Cancel_WithAnswersHalfIn_GivesThemBack() => new History<double>(38).RunAlone();

    /// <summary>
    /// Seed 253 of the catalogue: a shard that is short of memory computed a value again that was still borrowed.
    /// </summary>
    [Fact]
    public void Evict_OfWhatIsBorrowed_GivesBothCopiesBack() => History<float>.OfCatalogue(253).RunAlone();
}

/// <summary>Tests that nothing may run beside.</summary>
[CollectionDefinition(LeaseTests.Name, DisableParallelization = true)]
public sealed class LeaseTestGroup;
