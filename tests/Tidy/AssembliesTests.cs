using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class AssembliesTests
{
    [Fact]
    public void Projects_OfSrc_ReferToEarlierOnesOnly() => Findings.AssertNone(
        from path in Repository.Projects
        where path.StartsWith("src/", StringComparison.Ordinal)
        from finding in Assemblies.Violations(path, Repository.Read(path))
        select finding);

    [Theory]
    [InlineData("src/Nodes/Nodes.csproj", @"..\Client\Client.csproj")]
    [InlineData("src/Client/Client.csproj", "../Host/Host.csproj")]
    [InlineData("src/Host/Host.csproj", "../../tests/TestKit/TestKit.csproj")]
    [InlineData("src/Attic/Attic.csproj", "../Nodes/Nodes.csproj")]
    public void Violations_AReferenceToALaterProject_IsFound(string path, string reference) =>
        Assert.Single(Assemblies.Violations(path, ProjectWith(reference)));

    [Fact]
    public void Violations_AReferenceToAnEarlierProject_IsAllowed() =>
        Assert.Empty(Assemblies.Violations("src/Client/Client.csproj", ProjectWith(@"..\Nodes\Nodes.csproj")));

    private static string ProjectWith(string reference) =>
        $"<Project><ItemGroup><ProjectReference Include=\"{reference}\" /></ItemGroup></Project>";
}
