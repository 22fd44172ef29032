using Dataflow.Benchmarks.Arrays;

namespace Dataflow.Benchmarks.Tests.Arrays;

public sealed class NumbersTests
{
    [Fact]
    public void Of_ASeed_GivesTheNumbersThatPeersMake() => Assert.Equal(
        [8.221700044561251, 0.2741383872902848, 8.407346182685403],
        Numbers.Of<double>(Shape.Of(3), 2, 0.1, 10).ToArray());
}
