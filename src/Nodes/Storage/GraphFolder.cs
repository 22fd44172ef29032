using System.Globalization;

namespace Dataflow.Nodes.Storage;

/// <summary>A journal's file: the greatest generation is the newest.</summary>
internal sealed record JournalName(string Path, Generation Generation, Tenure Tenure);

/// <summary>A graph's folder: what its files are called, and what is there.</summary>
internal sealed class GraphFolder(string root, string graph)
{
    private const string JournalStart = "journal-", JournalEnd = ".log", ArrayEnd = ".npy", Unfinished = ".new";

    public string Graph { get; } = graph;

    public string Path { get; } = System.IO.Path.Combine(root, GraphName.FolderOf(graph));

    public string Lock => In("lock");

    /// <summary>Which tenure opened the graph last.</summary>
    public string Claim => In("owner");

    /// <summary>How far the graph had got.</summary>
    public string Mark => In("mark");

    /// <summary>Whether the name is there where the folder does not tell it.</summary>
    public bool IsNamed => !GraphName.IsShortened(System.IO.Path.GetFileName(Path)) || File.Exists(In("name"));

    public string In(string file) => System.IO.Path.Combine(Path, file);

    public JournalName Journal(Generation generation, Tenure tenure) =>
        new(In(string.Create(CultureInfo.InvariantCulture, $"{JournalStart}{generation}-{tenure}{JournalEnd}")),
            generation, tenure);

    /// <summary>A name for what is written first and gets its right name when it is whole.</summary>
    public static string UnfinishedOf(string path) => $"{path}.{System.IO.Path.GetRandomFileName()}{Unfinished}";

    public static string Array(Generation generation, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"array-{generation}-{number}{ArrayEnd}");

    /// <summary>All journals, oldest first.</summary>
    public JournalName[] Journals() => JournalsIn(Path);

    public void Create() => Directory.CreateDirectory(Path);

    /// <summary>Sees to it that the folder stays, with the graph's name in it. Before there is a journal.</summary>
    public void Settle(Disk disk)
    {
        disk.FlushFolder(root);
        if (!GraphName.IsShortened(System.IO.Path.GetFileName(Path))) return;
        using FileStream file = new(In("name"), FileMode.Create, FileAccess.Write);
        file.Write(System.Text.Encoding.ASCII.GetBytes(GraphName.Escape(Graph)));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Deletes what opening found to be of no use: files of these kinds but those that are needed.</summary>
    /// <remarks>What cannot be deleted now is found again by the next one who opens.</remarks>
    public void DeleteBut(HashSet<string> needed, Disk disk)
    {
        foreach (string path in Directory.EnumerateFiles(Path))
        {
            string name = System.IO.Path.GetFileName(path);
            bool isOurs = name.StartsWith(JournalStart, StringComparison.Ordinal)
                || (name.StartsWith("array-", StringComparison.Ordinal)
                    && name.Contains(ArrayEnd, StringComparison.Ordinal));
            if (isOurs && !needed.Contains(name)) TryDelete(path, disk);
        }
    }

    public static void TryDelete(string path, Disk disk)
    {
        try
        {
            disk.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It takes room, and does no harm.
        }
    }

    /// <summary>The graph whose folder this is; none if it is not one, or nothing was ever kept in it.</summary>
    public static string? NameOf(string path) => JournalsIn(path).Length == 0 ? null : NameIn(path);

    /// <param name="file">What is damaged.</param>
    /// <param name="offset">Where in it.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="came">What is there.</param>
    /// <param name="witness">The file that says what should be there, if the rest makes sense without it.</param>
    public StoreDamagedException Damaged(
        string file, long offset, string expected, string came, string? witness = null) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"graph '{Graph}' is damaged: {file}, at byte {offset}: expected {expected}; found {came}. ")
            + $"Nothing was changed. Put back {Path} from a copy, or move it away to begin the graph anew"
            + (witness is null ? "." : $", or delete {witness} to go on with what is left."));

    private static string? NameIn(string path)
    {
        string folder = System.IO.Path.GetFileName(path);
        if (!GraphName.IsShortened(folder)) return GraphName.OfFolder(folder);
        string file = System.IO.Path.Combine(path, "name");
        string? name = File.Exists(file) ? GraphName.Unescape(File.ReadAllText(file)) : null;
        return name is not null && GraphName.FolderOf(name) == folder ? name : null;
    }

    private static JournalName[] JournalsIn(string path) =>
    [
        .. from file in Directory.EnumerateFiles(path, $"{JournalStart}*{JournalEnd}")
           let journal = Parse(file)
           where journal is not null
           orderby journal.Generation.Number
           select journal,
    ];

    private static JournalName? Parse(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        string[] numbers = name[JournalStart.Length..^JournalEnd.Length].Split('-');
        return numbers.Length == 2
            && long.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out long generation)
            && long.TryParse(numbers[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long tenure)
            ? new JournalName(path, new Generation(generation), new Tenure(tenure))
            : null;
    }
}
