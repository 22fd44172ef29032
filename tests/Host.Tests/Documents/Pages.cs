namespace Dataflow.Host.Tests.Documents;

/// <summary>The pages for users: README, docs and config.</summary>
internal static class Pages
{
    /// <summary>The top folder of the project.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Their names, from the top folder.</summary>
    public static IEnumerable<string> Names =>
        new[] { "README.md" }.Concat(new[] { "docs", "config" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal));

    public static IReadOnlyList<DocumentBlock> Blocks(string name) =>
        DocumentReader.Read(File.ReadAllText(Path.Combine(Folder, name)));

    private static string FindFolder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Dataflow.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Dataflow.sln is in no folder above the tests");
    }
}
