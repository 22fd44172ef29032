using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Peers;
using static Dataflow.Benchmarks.Peers.AllPeers;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>What the speed of memory decides: reductions of large arrays, and moving them about.</summary>
internal static class MemoryRows
{
    private const int Side = 4000;

    public static IEnumerable<ResultRow> Reductions(Comparer comparer) => comparer.Rows(
    [
        Of("sum of 16,000,000", "sum", Side * Side),
        Of("max of 16,000,000", "max", Side * Side),
        Of("argmax of 16,000,000", "argmax", Side * Side),
        Of("sum along axis 0, 4000 x 4000", "sum0", Side),
        Of("sum along axis 1, 4000 x 4000", "sum1", Side),
        Of("softmax of rows, 2000 x 2000", "softmax", 2000),
        Of("softmax of rows, 2000 x 2000", "softmax", 2000, "f32"),
    ]);

    public static IEnumerable<ResultRow> Movement(Comparer comparer) => comparer.Rows(
    [
        Of("transpose, 4096 x 4096", "transpose", 4096),
        Of("outer sum, 4000 x 4000", "outer", Side),
    ]);

    private static Comparison Of(string work, string name, int length, string type = "f64")
    {
        var request = new PeerRequest(name, length, type, Environment.ProcessorCount);
        return new(
            work,
            request,
            () => Formulas.For(request),
            [C, NumPy, NumExpr, PyTorch],
            new Requirement(1.0, NumPy, PyTorch),
            new Requirement(0.9, C));
    }
}
