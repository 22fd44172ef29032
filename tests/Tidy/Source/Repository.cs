namespace Dataflow.Tidy.Source;

/// <summary>The repository in which these tests were built, as text. Build outputs are no part of it.</summary>
internal static class Repository
{
    private static readonly string[] NoSource = ["bin", "obj", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file below src and tests.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Files("src", "*.cs").Concat(Files("tests", "*.cs")).Select(path => new SourceFile(path, Read(path)))];

    /// <summary>Paths of every project file below src and tests.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Files("src", "*.csproj"), .. Files("tests", "*.csproj"), .. Files("tests", "*.fsproj")];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => NoSource.Contains(part, StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Dataflow.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"no Dataflow.sln above {AppContext.BaseDirectory}");
    }
}
