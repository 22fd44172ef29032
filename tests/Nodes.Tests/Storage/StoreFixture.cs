using Dataflow.Nodes.Storage;
using Dataflow.TestKit;
using Dataflow.TestKit.Histories;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>A store in a folder, with one graph, and its files.</summary>
internal sealed class StoreFixture : IDisposable
{
    public const string Graph = "g";

    public static readonly DirectoryStoreOptions Small = new()
    {
        InlineBytes = 64,
        CompactionFloorBytes = 16 << 10,
        Journals = 4,
        Patience = TimeSpan.Zero,
    };

    private readonly TemporaryFolder _root = new();

    public string Folder => Path.Combine(_root.Path, GraphName.FolderOf(Graph));

    public IGraphStore Store(
        Disk? disk = null, DirectoryStoreOptions? options = null, Action<string>? report = null,
        TimeProvider? time = null) =>
        new DirectoryGraphStore(_root.Path, time ?? TimeProvider.System, options ?? Small, report, disk);

    /// <summary>Opens the graph, appends the steps, and closes it.</summary>
    public async Task AppendAsync(long tenure, params StoredStep[] steps)
    {
        await using IGraphLog log = await Store().OpenAsync(Graph, new(tenure));
        foreach (StoredStep step in steps) await log.AppendAsync(step);
    }

    /// <summary>The same, as if the machine had lost power before the last step was marked.</summary>
    public Task AppendUnmarkedAsync(long tenure, params StoredStep[] steps) =>
        AppendUnmarkedAsync(tenure, steps.Length - 1, steps);

    /// <summary>The same, with only so many of the steps marked: marks wait for the disk once a second.</summary>
    public async Task AppendUnmarkedAsync(long tenure, int marked, StoredStep[] steps)
    {
        byte[] mark;
        await using (IGraphLog log = await Store().OpenAsync(Graph, new(tenure)))
        {
            foreach (StoredStep step in steps[..marked]) await log.AppendAsync(step);
            mark = File.ReadAllBytes(Mark);
            foreach (StoredStep step in steps[marked..]) await log.AppendAsync(step);
        }

        File.WriteAllBytes(Mark, mark);
    }

    public async Task<StoredGraph> LoadAsync(long tenure = 1_000)
    {
        await using IGraphLog log = await Store().OpenAsync(Graph, new(tenure));
        return log.Content;
    }

    /// <summary>What a store in memory has after the same steps.</summary>
    public static async Task<string> ExpectAsync(IEnumerable<StoredStep> steps)
    {
        var store = new InMemoryGraphStore();
        await using (IGraphLog log = await store.OpenAsync(Graph, new(1)))
            foreach (StoredStep step in steps) await log.AppendAsync(step);
        await using IGraphLog again = await store.OpenAsync(Graph, new(1));
        return StoredText.Of(again.Content);
    }

    /// <summary>The file that says how far the graph had got.</summary>
    public string Mark => Path.Combine(Folder, "mark");

    /// <summary>The newest journal.</summary>
    public string Journal => Journals[^1];

    /// <summary>The journals, oldest first.</summary>
    public string[] Journals => [.. new GraphFolder(_root.Path, Graph).Journals().Select(journal => journal.Path)];

    public string[] Arrays => [.. Directory.GetFiles(Folder, "*.npy").Order(StringComparer.Ordinal)];

    /// <summary>Where each record of a journal begins, the header first, and where the last one ends.</summary>
    public static List<int> PlacesOf(byte[] journal)
    {
        List<int> places = [0];
        while (places[^1] < journal.Length)
        {
            int start = places[^1];
            places.Add(start + JournalFrame.HeadBytes + JournalFrame.LengthOf(journal.AsSpan(start)));
        }

        return places;
    }

    /// <summary>The bytes of all files, by their names.</summary>
    public SortedDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(Folder)) files.Add(path, File.ReadAllBytes(path));
        return files;
    }

    /// <summary>Makes the folder hold these files and no others.</summary>
    public void PutBack(SortedDictionary<string, byte[]> files)
    {
        foreach (string path in Directory.GetFiles(Folder)) File.Delete(path);
        foreach ((string path, byte[] bytes) in files) File.WriteAllBytes(path, bytes);
    }

    public static StoredStep Step(long revision, params double[] elements) => new(new Revision(revision))
    {
        Values = [new StoredValue(new NodeId(0), NdArray<double>.From(elements), new(revision))],
        Sessions = [("s", new(revision))],
    };

    public void Dispose() => _root.Dispose();
}
