using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class SizesTests
{
    [Fact]
    public void Sources_EveryFile_KeepsTheSizes() =>
        Findings.AssertNone(Repository.Sources.SelectMany(Sizes.Violations));

    [Fact]
    public void Violations_ALongLine_IsFound()
    {
        Assert.Empty(Violations(new string('a', Sizes.LongestLine)));
        Assert.Single(Violations(new string('a', Sizes.LongestLine + 1)));
    }

    [Theory]
    [InlineData("a ")]
    [InlineData("\ta")]
    public void Violations_WhitespaceThatNobodySees_IsFound(string text) => Assert.Single(Violations(text));

    [Fact]
    public void Violations_ALongFile_IsFound()
    {
        Assert.Empty(Violations(Lines(Sizes.LongestFile)));
        Assert.Single(Violations(Lines(Sizes.LongestFile + 1)));
    }

    [Theory]
    [InlineData("class A\n{\n", "void B()\n{\n", "}\n")]
    [InlineData("class A\n{\nvoid C() { }\n", "int B { get\n{\n", "} }")]
    [InlineData("namespace A\n{\nstruct B\n{\n", "[D(1, [2])]\n[E]\nvoid C<T>() where T : class\n{\n", "}\n}\n")]
    [InlineData("class A\n{\nextension(int a)\n{\n", "int B => a switch\n{\n", "};\n}\n")]
    [InlineData("class A\n{\n", "Action B = () =>\n{\n", "};")]
    [InlineData("class A\n{\n", "bool operator ==(A b, A c)\n{\n", "}")]
    [InlineData("class A\n{\n", "int B(int a = 1)\n{\nif (a == 1) { a = 2; }\nfor (; ; ) { }\n", "}\n")]
    public void Violations_ALongMember_IsFound(string type, string header, string end)
    {
        int codeLines = header.Split('\n').Count(line => line.Length > 0 && line[0] != '[') + 1;
        Assert.Empty(Violations(type + header + Lines(Sizes.LongestMember - codeLines) + end + "\n}"));
        Assert.Single(Violations(type + header + Lines(Sizes.LongestMember - codeLines + 1) + end + "\n}"));
    }

    [Theory]
    [InlineData("int[] B =\n{\n", "};")]
    [InlineData("int[] B { get; } =\n[\n", "];")]
    [InlineData("Dictionary<int, int> B = new(c)\n{\n", "};")]
    public void Violations_ALongTable_IsAllowed(string header, string end) =>
        Assert.Empty(Violations($"class A\n{{\n{header}{Lines(100)}{end}\nint C => 1;\n}}\n"));

    private static IEnumerable<string> Violations(string text) =>
        Sizes.Violations(new SourceFile("src/Nodes/A.cs", text));

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("a\n", count));
}
