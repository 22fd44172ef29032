using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class TestNamesTests
{
    [Fact]
    public void Tests_EveryOne_SaysWhatItShows() =>
        Findings.AssertNone(Repository.Sources.SelectMany(TestNames.Violations));

    [Theory]
    [InlineData("[Fact] public void Works() { }")]
    [InlineData("[Fact]\npublic async Task Eval_works() { }")]
    [InlineData("[Theory]\n[InlineData(\"a\", new[] { 1 })]\npublic void Test1(int a) => B(a);")]
    [InlineData("[Theory, InlineData(1)] public void Of__Nothing(int a) { }")]
    public void Violations_ANameThatSaysLittle_IsFound(string text) => Assert.Single(Violations(text));

    [Theory]
    [InlineData("[Fact] public void Of_NoSizes_IsTheScalar() { }")]
    [InlineData("[Fact] public Task AssignAfterHolderDied_StillReachesItsReaders() => A();")]
    [InlineData("public void Works() { }")]
    public void Violations_AGoodName_IsAllowed(string text) => Assert.Empty(Violations(text));

    private static IEnumerable<string> Violations(string text) =>
        TestNames.Violations(new SourceFile("tests/Scenarios/A.cs", text));
}
