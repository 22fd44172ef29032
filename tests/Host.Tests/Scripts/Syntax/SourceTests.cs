using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Tests.Scripts.Syntax;

public sealed class SourceTests
{
    [Fact]
    public void Describe_ALine_ShowsItWithACaret() => Assert.Equal(
        "a.flow:2:5: expected a name\n  c = 1 +\n      ^",
        Source.FromText("a.flow", "a = variable\nc = 1 +").Describe(new Position(2, 5), "expected a name"));

    [Fact]
    public void Describe_TabsBefore_StayTabs() => Assert.Equal(
        "a.flow:1:4: no\n  \tc =\n  \t  ^",
        Source.FromText("a.flow", "\tc =").Describe(new Position(1, 4), "no"));

    [Fact]
    public void Describe_PastTheEnd_StandsBehindTheLine() => Assert.EndsWith(
        "\n  c =\n     ^", Source.FromText("a.flow", "c =").Describe(new Position(1, 4), "no"),
        StringComparison.Ordinal);

    [Fact]
    public void Describe_LongLine_ShowsTheNeighbourhood()
    {
        string line = new string('x', 1000) + '$' + new string('y', 1000);

        string[] shown = Source.FromText("a.flow", line).Describe(new Position(1, 1001), "no").Split('\n');

        Assert.Equal(122, shown[1].Length);
        Assert.Equal('$', shown[1][shown[2].IndexOf('^', StringComparison.Ordinal)]);
    }
}
