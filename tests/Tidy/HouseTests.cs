using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class HouseTests
{
    [Fact]
    public void Nodes_EveryFile_UsesOnlyEarlierFolders() => Findings.AssertNone(House.Violations(Repository.Sources));

    [Theory]
    [InlineData("internal sealed class A { private Late _late; }")]
    [InlineData("internal sealed class A { object B() => new Late(); }")]
    [InlineData("internal sealed class A : Late { }")]
    [InlineData("internal sealed class A { string B(object c) => $\"{(c as Late)}\"; }")]
    [InlineData("internal sealed class A { public Late? Late { get; } }")]
    [InlineData("internal sealed class A { object Late => new Late(); }")]
    [InlineData("using Dataflow.Nodes.Engine;")]
    public void Violations_ALaterType_IsFound(string early) => Assert.Single(Violations(early));

    [Theory]
    [InlineData("// Late\ninternal sealed class A { /* Late */ string B => \"Late\"; }")]
    [InlineData("/// <summary><see cref=\"Late\"/></summary>\ninternal sealed class A;")]
    [InlineData("internal sealed class A { int Late => 1; int B => Late + this.Late; }")]
    [InlineData("internal sealed class A { private Early _early; }")]
    public void Violations_NoLaterType_FindsNothing(string early) => Assert.Empty(Violations(early));

    [Fact]
    public void Violations_AFolderNobodyPlaced_IsFound() =>
        Assert.Single(House.Violations([new SourceFile("src/Nodes/Attic/A.cs", "")]));

    /// <summary>A type without parameters of types may stand before a generic one that is called the same.</summary>
    [Theory]
    [InlineData("class User { One _one; }", 0)]
    [InlineData("class User { One<int> _one; }", 1)]
    [InlineData("class User { object B() => new One<int>(); }", 1)]
    public void Violations_AGenericType_IsAnotherThanTheOneOfItsName(string user, int findings) =>
        Assert.Equal(findings, House.Violations(
        [
            new SourceFile("src/Nodes/Memory/One.cs", "class One;"),
            new SourceFile("src/Nodes/Arrays/OneOfT.cs", "class One<T> : One;"),
            new SourceFile("src/Nodes/Kernels/User.cs", user),
        ]).Count());

    private static IEnumerable<string> Violations(string early) => House.Violations(
    [
        new SourceFile("src/Nodes/Early.cs", "class Early;"),
        new SourceFile("src/Nodes/Arrays/A.cs", early),
        new SourceFile("src/Nodes/Engine/Late.cs", "class Late { private class Early; }"),
    ]);
}
