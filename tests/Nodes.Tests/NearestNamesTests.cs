namespace Dataflow.Nodes.Tests;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("weigths", "weights")]
    [InlineData("Weights", "weights")]
    [InlineData("c", "a,b")]
    [InlineData("nothing_like_it", "")]
    public void Of_Unknown_TellsTheNearest(string unknown, string expected) => Assert.Equal(
        expected, string.Join(',', NearestNames.Of(unknown, ["weights", "a", "b", "measured"])));

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "; did you mean 'a'?")]
    [InlineData("a,b,c", "; did you mean 'a', 'b' or 'c'?")]
    public void Hint_Names_AreASentence(string names, string expected) => Assert.Equal(
        expected, NearestNames.Hint(names.Split(',', StringSplitOptions.RemoveEmptyEntries)));
}
