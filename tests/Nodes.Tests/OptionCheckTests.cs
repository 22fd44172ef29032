namespace Dataflow.Nodes.Tests;

public sealed class OptionCheckTests
{
    [Fact]
    public void Checked_InTheirRanges_AreTheOptionsThemselves()
    {
        var options = new Outer { Count = 1 };
        Assert.Same(options, options.Checked());
    }

    [Fact]
    public void Checked_SeveralOutOfRange_TellsAllUnderTheNameOfTheOptions()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new Outer { Count = 0, Name = null, Inner = new Inner { Share = 2.5 } }.Checked());
        Assert.Equal(nameof(Outer), error.ParamName);
        Assert.Contains("Count is 0; it can be from 1 to 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("Name is null; leave it out", error.Message, StringComparison.Ordinal);
        Assert.Contains("Inner.Share is 2.5; it can be from 0 to 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_WithPartsThatAreNull_SaysWhichAre()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Outer { Inner = null }.Checked());
        Assert.Contains("Inner is null; leave it out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_NotANumber_IsOutOfRange() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Inner { Share = double.NaN }.Checked());

    private sealed record Outer : ICheckedOptions
    {
        public int Count { get; init; } = 5;

        public string? Name { get; init; } = "";

        public Inner? Inner { get; init; } = new();

        void ICheckedOptions.Check(OptionCheck check) => check.InRange(Count, 1, 9).Given(Name).Parts(Inner);
    }

    private sealed record Inner : ICheckedOptions
    {
        public double Share { get; init; }

        void ICheckedOptions.Check(OptionCheck check) => check.InRange(Share, 0, 1);
    }
}
