using System.Numerics;
using Dataflow.Benchmarks.Comparing;
using Dataflow.Nodes.Operators;
using Dataflow.TestKit.Accuracy;
using static Dataflow.Benchmarks.Peers.AllPeers;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>Each function alone: 2,048 elements in the L1, one thread; and how far off its results were.</summary>
internal static class FunctionRows
{
    private const int Elements = 2048;
    private const int Samples = 10_000;
    private const int Seed = 1;

    public static IEnumerable<ResultRow> Measure(Comparer comparer) => comparer.Rows(
        from function in Function.All
        where comparer.IsAsked(function.Name)
        from type in new[] { "f64", "f32" }
        select type == "f64" ? Of<double>(function, type) : Of<float>(function, type));

    private static Comparison Of<T>(Function function, string type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var op = OperatorCatalogue.Find(function.Name) as ElementwiseOperator;
        return new(
            $"{function.Name}{ErrorOf<T>(function.Name, op)}",
            new("f-" + function.Name, Elements, type, Threads: 1),
            () => op is null ? null : new FunctionWork<T>(op, function, Elements),
            [C, Inlined],
            function.Ratio(type) is { } ratio ? [new Requirement(ratio, C)] : []);
    }

    /// <summary>The worst that a search finds, and what the tests allow.</summary>
    private static string ErrorOf<T>(string name, ElementwiseOperator? op)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        op is not null && References.Find(name) is { } reference
            ? FormattableString.Invariant(
                $": {UlpMeter.Measure<T>(op, reference, Samples, Seed).Ulps:0.00} of {reference.Limit:0.0} ULP")
            : "";
}
