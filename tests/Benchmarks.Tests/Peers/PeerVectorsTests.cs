using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Tests.Peers;

public sealed class PeerVectorsTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    public void For_LessThanFiveHundredAndTwelveBits_NobodyIsToldToTakeThem(int bits)
    {
        string[] told =
        [
            .. PeerVectors.ForGcc(bits),
            .. PeerVectors.ForNumPy(bits).Where(one => one.Name != "NPY_DISABLE_CPU_FEATURES").Select(one => one.Value),
            .. PeerVectors.ForPyTorch(bits).Select(one => one.Value),
        ];

        Assert.DoesNotContain(told, option =>
            option is "avx512" or "SKYLAKEX" || option.EndsWith("=512", StringComparison.Ordinal));
        Assert.Contains("-mno-avx512f", told);
    }

    [Fact]
    public void For_FiveHundredAndTwelveBits_AllAreTold()
    {
        Assert.Contains("-mprefer-vector-width=512", PeerVectors.ForGcc(512));
        Assert.Contains(("ATEN_CPU_CAPABILITY", "avx512"), PeerVectors.ForPyTorch(512));
    }
}
