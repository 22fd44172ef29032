using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Peers;
using static Dataflow.Benchmarks.Peers.AllPeers;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>Chains of elementwise operators, through the public API and assigned anew each time.</summary>
internal static class ChainRows
{
    private const string OfEngine = "engine's own overhead: seed chain, n = 8";

    private static readonly string[] Everybody = [C, Inlined, NumPy, NumExpr, PyTorch];
    private static readonly string[] WithoutInlined = [C, NumPy, NumExpr, PyTorch];
    private static readonly int Threads = Environment.ProcessorCount;

    public static IEnumerable<ResultRow> Measure(Comparer comparer) =>
        comparer.Rows([.. SeedChains(), .. Arithmetic(), .. Incremental(), .. Sines()])
            .Concat(comparer.IsAsked(OfEngine) ? [Overhead(comparer)] : []);

    private static IEnumerable<Comparison> SeedChains() =>
        from type in new[] { "f64", "f32" }
        from n in new[] { 10_000_000, 1_000_000, 10_000 }
        select Of($"seed chain, n = {n:N0}", new("chain", n, type, Threads), Everybody,
            new Requirement(1.0, C), new Requirement(0.9, Inlined));

    private static IEnumerable<Comparison> Arithmetic() =>
        from n in new[] { 10_000_000, 1_000_000, 3_224 }
        select Of($"-(d * d), n = {n:N0}", new("square", n, "f64", Threads), WithoutInlined, new Requirement(0.9, C));

    private static IEnumerable<Comparison> Incremental() =>
    [
        Of("incremental example, n = 10,000,000: a assigned", new("incremental", 10_000_000, "f64", Threads),
            Everybody, new Requirement(0.9, C)),
        Of("incremental example, n = 10,000,000: b assigned", new("plus", 10_000_000, "f64", Threads),
            WithoutInlined, new Requirement(0.9, C)),
    ];

    private static IEnumerable<Comparison> Sines() =>
    [
        Of("1,000 sin, n = 1,000,000", new("sines-1000", 1_000_000, "f64", Threads), Everybody,
            new Requirement(1.0, C)) with { Rounds = 3 },
        Of("1,000,000 sin, n = 10,000", new("sines-1000000", 10_000, "f64", Threads), [C, Inlined],
            new Requirement(1.0, C)) with { Rounds = 1 },
    ];

    private static Comparison Of(
        string work, PeerRequest request, string[] peers, params Requirement[] requirements) =>
        new(work, request, () => Formulas.For(request), peers, requirements);

    /// <summary>What is left of an evaluation when there is next to nothing to compute.</summary>
    private static ResultRow Overhead(Comparer comparer)
    {
        Comparison comparison = Of(OfEngine, new("chain", 8, "f64", Threads), []);
        return ResultRow.Limited(OfEngine, comparer.Measure(comparison).Ours!.Nanoseconds, 5e3, Amounts.Time);
    }
}
