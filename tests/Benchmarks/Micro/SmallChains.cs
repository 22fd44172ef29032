using BenchmarkDotNet.Attributes;
using Dataflow.Benchmarks.Arrays;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Micro;

/// <summary>The seed chain over few elements, assigned anew each time, with what it allocates.</summary>
[MemoryDiagnoser]
public class SmallChains
{
    private Comparing.Work? _chain;

    /// <summary>How long the arrays are.</summary>
    [Params(8, 1_000, 10_000)]
    public int Elements { get; set; }

    [GlobalSetup]
    public void Prepare() =>
        _chain = Formulas.For(new PeerRequest("chain", Elements, "f64", Environment.ProcessorCount));

    [Benchmark]
    public void SeedChain() => _chain!.Run();
}
