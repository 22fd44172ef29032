using System.Numerics;
using Dataflow.Nodes.Operators;
using Dataflow.TestKit.Accuracy;

namespace Dataflow.Nodes.Tests.Maths;

/// <summary>
/// Every function is within its limit of units in the last place, and gives special arguments what C gives them.
/// <c>DATAFLOW_SAMPLES=N</c> tries N arguments of each kind instead of the usual number.
/// </summary>
public sealed class FunctionAccuracyTests
{
    private const int UsualCount = 1500;

    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("DATAFLOW_SAMPLES"), out int count) ? count : UsualCount;

    public static TheoryData<string> Names =>
        [.. References.All.Select(row => row.Name).Where(name => OperatorCatalogue.Find(name) is not null)];

    [Theory, MemberData(nameof(Names))]
    public void Row_DoublesOfEveryKind_StaysWithinTheLimit(string name) => AssertWithinLimit<double>(name);

    [Theory, MemberData(nameof(Names))]
    public void Row_FloatsOfEveryKind_StaysWithinTheLimit(string name) => AssertWithinLimit<float>(name);

    private static void AssertWithinLimit<T>(string name) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Reference reference = References.Find(name)!;
        WorstUlps worst = UlpMeter.Measure<T>(
            (ElementwiseOperator)OperatorCatalogue.Find(name)!, reference, Count, seed: Count);
        Assert.True(worst.Ulps <= reference.Limit, $"{name}: {worst}");
    }
}
