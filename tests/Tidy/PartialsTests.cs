using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class PartialsTests
{
    [Fact]
    public void Sources_EveryPartialType_StandsInOneFolder() =>
        Findings.AssertNone(Partials.Violations(Repository.Sources));

    [Theory]
    [InlineData("partial class A;", "public sealed partial class A { }")]
    [InlineData("partial interface A<T>;", "namespace B; internal partial interface A<T> where T : class;")]
    [InlineData("readonly partial struct A;", "class B { partial struct A; }")]
    [InlineData("partial record A;", "partial record A { }")]
    public void Violations_PartsInTwoFolders_AreFound(string one, string other) =>
        Assert.Single(Violations(("src/Nodes/Arrays/A.cs", one), ("src/Nodes/Operators/B.cs", other)));

    [Fact]
    public void Violations_PartsInAFolderWithinAFolder_AreFound() => Assert.Single(Violations(
        ("tests/Scenarios/A.cs", "partial class A;"), ("tests/Scenarios/Clusters/A.cs", "partial class A;")));

    [Theory]
    [InlineData("src/Nodes/Arrays/A.cs", "partial class A;", "src/Nodes/Arrays/A.More.cs", "partial class A;")]
    [InlineData("src/Nodes/Arrays/A.cs", "partial class A;", "src/Nodes/Operators/B.cs", "partial class B;")]
    [InlineData("src/Nodes/Arrays/A.cs", "partial class A;", "src/Nodes/Operators/A.cs", "partial class A<T>;")]
    [InlineData("src/Nodes/Arrays/A.cs", "class A;", "src/Nodes/Operators/A.cs", "class B { private class A; }")]
    [InlineData("src/Nodes/Arrays/A.cs", "partial class A;", "src/Client/Sessions/A.cs", "partial class A;")]
    public void Violations_OtherTypes_AreAllowed(string path, string one, string otherPath, string other) =>
        Assert.Empty(Violations((path, one), (otherPath, other)));

    private static IEnumerable<string> Violations(params (string Path, string Text)[] files) =>
        Partials.Violations(files.Select(file => new SourceFile(file.Path, file.Text)));
}
