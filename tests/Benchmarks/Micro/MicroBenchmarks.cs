using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Dataflow.Benchmarks.Micro;

/// <summary>
/// The micro level, by BenchmarkDotNet. In this process: what would be built anew for each benchmark could not see the
/// internals that are measured.
/// </summary>
internal static class MicroBenchmarks
{
    public const string Verb = "micro";

    /// <summary>Runs those that BenchmarkDotNet's own arguments choose, all without any.</summary>
    public static void Run(string[] arguments)
    {
        IConfig config = DefaultConfig.Instance.AddJob(
            Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithId("here"));
        string[] chosen = arguments.Length == 0 ? ["--filter", "*"] : arguments;
        Type[] all = [typeof(RowKernels), typeof(SmallChains), typeof(SmallEvaluations)];
        BenchmarkSwitcher.FromTypes(all).Run(chosen, config);
    }
}
