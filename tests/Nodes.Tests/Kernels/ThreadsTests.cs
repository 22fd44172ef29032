using System.Runtime.InteropServices;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Tests.Kernels;

/// <summary>What several threads compute together has the bits that one thread gives.</summary>
[Collection("how many threads there are")]
public sealed class ThreadsTests
{
    public static TheoryData<string, Func<NdArray<double>, NdArray<double>>> Calls => new()
    {
        { "sum", x => x.Sum() },
        { "sum of columns", x => x.Sum(0) },
        { "sum of rows", x => x.Sum(1) },
        { "sum of short rows", x => x.Reshape(-1, 3).Sum(1) },
        { "sum of narrow columns", x => x.Reshape(-1, 3).Sum(0) },
        { "sum of the middle", x => x.Reshape(7, -1, 33).Sum(1) },
        { "max", x => x.Max() },
        { "mean of columns", x => x.Mean(0) },
        { "transpose", x => x.Transpose() },
        { "permutation", x => x.Reshape(7, -1, 33).Transpose(1, 2, 0) },
        { "var", x => x.Var() },
        { "var of columns", x => x.Var(0) },
        { "argmax", x => x.ArgMax() },
        { "argmin of columns", x => x.ArgMin(0) },
        { "norm", x => x.Norm() },
        { "logsumexp", x => x.LogSumExp() },
        { "softmax", x => x.Softmax() },
        { "softmax of columns", x => x.Softmax(0) },
        { "cumsum of columns", x => x.CumSum(0) },
        { "sort of columns", x => x.Sort(0) },
        { "concatenate", x => x.Concatenate(x, 1) },
        { "pad", x => x.Pad(3, 1) },
        { "broadcast_to", x => x.Slice(AxisSlice.All, 0..1).BroadcastTo(693, 1000) },
        { "slice", x => x.Slice(1.., AxisSlice.Range(step: -1)) },
    };

    [Theory, MemberData(nameof(Calls))]
    public void Execute_OneTwoOrThreeThreads_GivesTheSameBits(string name, Func<NdArray<double>, NdArray<double>> call)
    {
        var random = new Random(name.Length);
        double[] values = [.. Enumerable.Range(0, 693 * 1000).Select(_ => random.NextDouble() - 0.5)];
        NdArray<double> x = NdArray<double>.From(values.AsSpan(), Shape.Of(693, 1000));
        int threads = Team.Threads;
        try
        {
            Team.Threads = 1;
            byte[] expected = Bytes(call(x));
            foreach (int several in (int[])[2, 3])
            {
                Team.Threads = several;
                Assert.Equal(expected, Bytes(call(x)));
            }
        }
        finally
        {
            Team.Threads = threads;
        }
    }

    private static byte[] Bytes(NdArray<double> x) => MemoryMarshal.AsBytes(x.AsSpan()).ToArray();
}
