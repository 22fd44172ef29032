using Dataflow.Benchmarks.Comparing;
using Spectre.Console;
using static Dataflow.Benchmarks.Tests.Comparing.ComparedRowTests;

namespace Dataflow.Benchmarks.Tests.Comparing;

public sealed class ResultRowTests
{
    [Fact]
    public void Of_AComparison_HasALineForEachRequirement()
    {
        ComparedRow row = Requiring(Row(Answer(1e6), ("a", Answer(1.5e6))), new(1, "a"), new(2, "a"), new(1, "b"));
        var text = ResultRow.Of(row);
        Assert.Equal("w\nf64, 2 threads", text.Work);
        Assert.Equal("1.00 ms\n2.00 MB", text.Ours);
        Assert.Equal("1.50 ms  1.50x\n2.00 MB", text.Peers["a"]);
        Assert.Equal("1.50\n1.50\n-", text.Ratio);
        Assert.Equal("1.00 of a\n2.00 of a\n1.00 of b", text.Required);
        Assert.Equal("met\nMISSED\n-", text.Verdict);
        Assert.False(text.IsWrong);
    }

    [Fact]
    public void Of_AnotherResult_IsWrongWhateverTheTimes()
    {
        var text = ResultRow.Of(Requiring(Row(Answer(1), ("a", Answer(9, 2))), new Requirement(1, "a")));
        Assert.True(text.IsWrong);
        Assert.Equal("WRONG: not as a", text.Verdict);
    }

    [Fact]
    public void Of_PeersWithoutFigures_SaysWhy()
    {
        var text = ResultRow.Of(Row(Answer(1)) with { NotInstalled = ["a"] });
        Assert.Equal(ResultRow.NotInstalled, text.Peers["a"]);
        Assert.Equal(ResultRow.None, text.Peers["b"]);
    }

    [Fact]
    public void Of_NoOperatorOfOurs_IsNotThereYet()
    {
        var text = ResultRow.Of(Requiring(Row(null, ("a", Answer(1))), new Requirement(1, "a")));
        Assert.Equal(ResultRow.NotThere, text.Ours);
        Assert.Equal(ResultRow.NotThere, text.Verdict);
        Assert.Equal("1.00 ns\n2.00 MB", text.Peers["a"]);
    }

    [Theory]
    [InlineData(4, "met")]
    [InlineData(6, "MISSED")]
    public void Limited_AFigureOfOurs_IsComparedWithTheLimit(double value, string verdict) =>
        Assert.Equal(verdict, ResultRow.Limited("w", value, 5, Amounts.Time).Verdict);

    [Theory]
    [InlineData(3.4, "3.40 ns")]
    [InlineData(15_000, "15.0 us")]
    [InlineData(123_456_789, "123 ms")]
    [InlineData(9_996_000_000, "10.0 s")]
    public void Time_AnyLength_HasThreeDigits(double nanoseconds, string text) =>
        Assert.Equal(text, Amounts.Time(nanoseconds));

    [Fact]
    public void TableOf_SomeSections_HasTheColumnsOfTheirPeersOnly()
    {
        ResultRow[] rows = [ResultRow.Of(Row(Answer(1), ("a", Answer(2)))), new("v", "1", "", "", "")];
        Table table = ResultTable.Of([("s", rows)], ["z", "b", "a"]);
        Assert.Equal(7, table.Columns.Count);
        Assert.Equal(3, table.Rows.Count);
    }

    private static ComparedRow Requiring(ComparedRow row, params Requirement[] requirements) =>
        row with { Comparison = row.Comparison with { Requirements = requirements } };
}
