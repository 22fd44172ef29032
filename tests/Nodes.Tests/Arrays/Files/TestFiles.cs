namespace Dataflow.Nodes.Tests.Arrays;

/// <summary>The data of tests/data, and a directory of one's own that is gone after the test.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflow-");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public int Count => _directory.GetFiles().Length;

    public static string Data(string name)
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string path = Path.Combine(above.FullName, "tests", "data", name);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException($"there is no tests/data/{name} above {AppContext.BaseDirectory}");
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
