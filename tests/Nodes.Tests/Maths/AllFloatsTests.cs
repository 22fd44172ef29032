using Dataflow.Nodes.Operators;
using Dataflow.TestKit.Accuracy;

namespace Dataflow.Nodes.Tests.Maths;

/// <summary>
/// Functions of one operand over the floats there are: every so many, or with <c>DATAFLOW_FLOATS=1</c> every one.
/// </summary>
public sealed class AllFloatsTests
{
    private const int UsualStep = 20_011; // odd, so that all last digits come up
    private const double Rounding = 1e-6; // the function in double precision, which stands for the exact one

    private static readonly int Step =
        int.TryParse(Environment.GetEnvironmentVariable("DATAFLOW_FLOATS"), out int step) ? step : UsualStep;

    public static TheoryData<string> Names => [.. References.All
        .Where(row => row.Arity == 1 && OperatorCatalogue.Find(row.Name) is not null).Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Row_FloatsInOrder_StaysWithinTheLimit(string name)
    {
        Reference reference = References.Find(name)!;
        WorstUlps worst = FloatSweep.Measure((ElementwiseOperator)OperatorCatalogue.Find(name)!, reference, Step);
        Assert.True(worst.Ulps <= reference.Limit + Rounding, $"{name}: {worst}");
    }
}
