using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Tests.Comparing;

public sealed class ComparedRowTests
{
    [Fact]
    public void Ratio_OfSeveralPeers_IsToTheFastest()
    {
        ComparedRow row = Row(Answer(10), ("a", Answer(20)), ("b", Answer(15)));
        Assert.Equal(2.0, row.Ratio(["a"]));
        Assert.Equal(1.5, row.Ratio(["a", "b"]));
    }

    [Fact]
    public void Ratio_NothingToCompare_IsNull()
    {
        Assert.Null(Row(null, ("a", Answer(20))).Ratio(["a"]));
        Assert.Null(Row(Answer(10)).Ratio(["a"]));
    }

    [Theory]
    [InlineData(9.0, true)]
    [InlineData(8.96, true)]
    [InlineData(8.9, false)]
    public void IsMet_TwoDigits_Decide(double peer, bool isMet) =>
        Assert.Equal(isMet, Row(Answer(10), ("a", Answer(peer))).IsMet(new Requirement(0.9, "a")));

    [Fact]
    public void IsMet_NobodyToCompareWith_CannotBeTold() => Assert.Null(Row(Answer(10)).IsMet(new Requirement(1, "a")));

    [Theory]
    [InlineData("f64", 1e-12, true)]
    [InlineData("f64", 1e-8, false)]
    [InlineData("f32", 1e-8, true)]
    [InlineData("f32", 1e-3, false)]
    public void Differing_AnotherResult_IsFound(string type, double difference, bool isSame)
    {
        ComparedRow row = Row(Answer(1, -5), ("a", Answer(1, -5 * (1 + difference))), ("b", Answer(1, -5)));
        row = row with { Comparison = row.Comparison with { Request = new("w", 1, type, 1) } };
        Assert.Equal(isSame ? [] : ["a"], row.Differing);
    }

    [Fact]
    public void Differing_ASumThatIsNoNumber_IsFound() =>
        Assert.Equal(["a"], Row(Answer(1, 5), ("a", Answer(1, double.NaN))).Differing);

    internal static PeerAnswer Answer(double time, double checksum = 1) => new(time, 2_000_000, checksum);

    internal static ComparedRow Row(PeerAnswer? ours, params (string Name, PeerAnswer Answer)[] peers)
    {
        var comparison = new Comparison("w", new("w", 1, "f64", 2), () => null, ["a", "b"]);
        return new(comparison, ours, peers.ToDictionary(
            peer => peer.Name, peer => peer.Answer, StringComparer.Ordinal));
    }
}
