using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Tests.Peers;

public sealed class PeerAnswerTests
{
    [Fact]
    public void Parse_FourNumbers_AreTakenApart() =>
        Assert.Equal(new PeerAnswer(15.5, 4096, -2.5e10), PeerAnswer.Parse("ok 15.5 7 4096 -2.5e10"));

    [Fact]
    public void Parse_APeakBelowTheStart_CountsAsNothing() =>
        Assert.Equal(0, PeerAnswer.Parse("ok 1 1 -4096 0")!.PeakBytes);

    [Fact]
    public void Parse_NoSuchWork_IsNull() => Assert.Null(PeerAnswer.Parse("none no argmax here"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ok 1 2 3")]
    [InlineData("ok 1 2 3 many")]
    [InlineData("Segmentation fault")]
    public void Parse_AnythingElse_IsAnErrorThatShowsIt(string? line) =>
        Assert.Contains($"'{line}'", Assert.Throws<FormatException>(() => PeerAnswer.Parse(line)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Merge_SeveralRounds_TakesTheMedianTimeAndTheHighestPeak() => Assert.Equal(
        new PeerAnswer(2, 30, 7),
        PeerAnswer.Merge([new PeerAnswer(1, 10, 7), new PeerAnswer(9, 30, 7), new PeerAnswer(2, 20, 7)]));

    [Fact]
    public void ToLine_ARequest_IsWhatPeersRead() =>
        Assert.Equal("sines-1000 10000 f64 2 250", new PeerRequest("sines-1000", 10_000, "f64", 2).ToLine(250));
}
