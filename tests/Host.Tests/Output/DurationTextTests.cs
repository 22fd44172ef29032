using Dataflow.Host.Output;

namespace Dataflow.Host.Tests.Output;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(5, "0.50 us")]
    [InlineData(123_40, "1.23 ms")]
    [InlineData(123_400, "12.3 ms")]
    [InlineData(1_234_000, "123 ms")]
    [InlineData(12_340_000, "1.23 s")]
    [InlineData(2_000_000_000, "200 s")]
    public void Of_Ticks_HasThreeDigits(long ticks, string expected) =>
        Assert.Equal(expected, DurationText.Of(TimeSpan.FromTicks(ticks)));
}
