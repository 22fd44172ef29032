using Dataflow.Nodes.Wire;

namespace Dataflow.Host.Tests.Serving;

/// <summary>Clocks that are far apart are reported, and do no harm.</summary>
public sealed class SkewTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Connect_WithAClockAnHourAhead_IsReportedByBothSides()
    {
        var warnings = new List<string>();
        await using var stage = await ServingStage.OpenAsync(new("tcp://127.0.0.1:0", "blue", "host"));
        var connector = new LinkConnector(new LinkOptions(), null, new OtherTime(Hour), warnings.Add);
        ILink link = await connector.ConnectAsync(
            stage.Address, ServingStage.Hello(Handshake.Member, "blue", ""), new TestKit.Links.RecordingReader());
        Assert.Contains("behind this one's", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Contains(stage.Lines, line => line.Contains("ahead of this one's", StringComparison.Ordinal));
        link.Close("enough");
    }

    [Theory]
    [InlineData(4.9, false)]
    [InlineData(-4.9, false)]
    [InlineData(6, true)]
    [InlineData(-6, true)]
    public void Skew_Beyond5Seconds_IsAWarning(double seconds, bool isOdd)
    {
        var time = new OtherTime(TimeSpan.Zero) { IsStill = true };
        long clock = Handshake.WallClock(time) + (long)(1000 * seconds);
        Assert.Equal(isOdd, Handshake.Skew("peer", clock, time) is not null);
    }

    private sealed class OtherTime(TimeSpan ahead) : TimeProvider
    {
        public bool IsStill { get; init; }

        public override DateTimeOffset GetUtcNow() => IsStill ? DateTimeOffset.UnixEpoch : base.GetUtcNow() + ahead;
    }
}
