using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class PackagesTests
{
    private const string Central =
        """<Project><ItemGroup><PackageVersion Include="A" Version="1.2.3" /></ItemGroup></Project>""";

    private static readonly string OfRepository = Repository.Read("Directory.Packages.props");

    [Fact]
    public void Versions_OfEveryPackage_AreExact() => Findings.AssertNone(Packages.Unpinned(OfRepository));

    [Fact]
    public void Versions_OfEveryProject_StandInOneFile() => Findings.AssertNone(Repository.Projects.SelectMany(
        path => Packages.Strays(path, Repository.Read(path), OfRepository)));

    [Fact]
    public void LockFiles_OfEveryProject_Agree() => Findings.AssertNone(Repository.Projects.SelectMany(path =>
    {
        string lockFile = Path.GetDirectoryName(path) + "/packages.lock.json";
        return Repository.Exists(lockFile)
            ? Packages.Unlocked(path, Repository.Read(path), OfRepository, Repository.Read(lockFile))
            : [$"{path}: has no lock file"];
    }));

    [Fact]
    public void Solution_HasEveryProject()
    {
        string solution = Repository.Read("Dataflow.sln").Replace('\\', '/');
        Findings.AssertNone(Repository.Projects
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            .Select(path => $"{path}: is not in the solution"));
    }

    /// <summary>What the solution does not say of a build, it says in a warning each time that is built.</summary>
    [Theory]
    [InlineData("Debug")]
    [InlineData("Laws")]
    [InlineData("Release")]
    public void Solution_OfEveryProject_SaysHowItIsBuilt(string build)
    {
        string solution = Repository.Read("Dataflow.sln").Replace('\\', '/');
        int said = solution.Split($".{build}|Any CPU.ActiveCfg = ").Length - 1;
        int projects = Repository.Projects.Count(path => solution.Contains($"\"{path}\"", StringComparison.Ordinal));
        Assert.True(said >= projects, $"of {projects} projects the solution says for {said} how '{build}' builds them");
    }

    [Theory]
    [InlineData("1.*")]
    [InlineData("[1.0,2.0)")]
    [InlineData("")]
    public void Unpinned_AVersionThatMayMove_IsFound(string version) =>
        Assert.Single(Packages.Unpinned(Central.Replace("1.2.3", version, StringComparison.Ordinal)));

    [Fact]
    public void Unpinned_AnExactVersion_IsAllowed() => Assert.Empty(Packages.Unpinned(Central));

    [Theory]
    [InlineData("""<PackageReference Include="A" Version="1.2.3" />""")]
    [InlineData("""<PackageReference Include="B" />""")]
    public void Strays_AVersionElsewhere_IsFound(string reference) =>
        Assert.Single(Packages.Strays("A.csproj", $"<Project>{reference}</Project>", Central));

    [Theory]
    [InlineData("[1.2.3, )", 0)]
    [InlineData("[1.2.2, )", 1)]
    public void Unlocked_ALockFile_IsComparedWithTheVersion(string requested, int findings)
    {
        string lockFile = $$$"""{"dependencies": {"net10.0": {"A": {"requested": "{{{requested}}}"} } } }""";
        const string project = """<Project><PackageReference Include="A" /></Project>""";
        Assert.Equal(findings, Packages.Unlocked("A.csproj", project, Central, lockFile).Count());
        Assert.Single(Packages.Unlocked("A.csproj", project, Central, """{"dependencies": {}}"""));
    }
}
