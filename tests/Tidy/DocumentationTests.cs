using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class DocumentationTests
{
    [Fact]
    public void Sources_EveryPublicType_HasASummary() =>
        Findings.AssertNone(Documentation.Violations(Repository.Sources));

    [Theory]
    [InlineData("public sealed class A { }")]
    [InlineData("/// <summary></summary>\npublic sealed class A { }")]
    [InlineData("/// <summary>B.</summary>\nclass B;\npublic record struct A;")]
    [InlineData("// What it is.\npublic delegate int A(int b);")]
    [InlineData("/// <summary>B.</summary>\npublic class B\n{\n    public enum A { C }\n}")]
    public void Violations_APublicTypeWithoutSummary_IsFound(string text) => Assert.Single(Violations(text));

    [Theory]
    [InlineData("/// <summary>What it is.</summary>\npublic sealed class A { }")]
    [InlineData("/// <summary>\n/// What it is.\n/// </summary>\n[Serializable]\npublic static partial class A { }")]
    [InlineData("internal sealed class A { }")]
    [InlineData("/// <summary>What it is.</summary>\npublic partial class A { }\n\npublic partial class A { }")]
    public void Violations_NoPublicTypeWithoutSummary_FindsNothing(string text) => Assert.Empty(Violations(text));

    private static IEnumerable<string> Violations(string text) =>
        Documentation.Violations([new SourceFile("src/Nodes/A.cs", text)]);
}
