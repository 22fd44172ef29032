using System.Globalization;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>Reads all that is kept of a graph. Writes nothing.</summary>
internal sealed class GraphRecovery
{
    private readonly GraphFolder _folder;
    private readonly KeptNodes<Defined> _nodes = new();
    private readonly Dictionary<int, Found> _newest = [];
    private readonly List<string> _notes = [];

    private GraphRecovery(GraphFolder folder) => _folder = folder;

    /// <summary>The journals and how much of each counts.</summary>
    public List<JournalPart> Parts { get; private set; } = [];

    /// <summary>The seals that the next journal has.</summary>
    public IEnumerable<StoredSeal> Seals { get; private set; } = [];

    /// <summary>Whether there was a mark when the newest journal was begun.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>The sequence number that the next record has.</summary>
    public long Sequence { get; private set; } = 1;

    public GraphTally Tally { get; } = new();

    /// <summary>The files in which arrays are that are needed.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    public StoredGraph Content { get; private set; } = StoredGraph.Empty;

    /// <exception cref="StoreDamagedException">Something is damaged that cannot be mended.</exception>
    public static GraphRecovery Read(GraphFolder folder)
    {
        var recovery = new GraphRecovery(folder) { Parts = JournalChain.Find(folder) };
        for (int i = 0; i < recovery.Parts.Count; i++) recovery.ReadPart(i);
        recovery.Content = recovery.Load();
        return recovery;
    }

    /// <summary>Adds what is to be told of the opening.</summary>
    public void Note(string note) => _notes.Add(note);

    private void ReadPart(int index)
    {
        JournalPart part = Parts[index];
        using var reader = new JournalReader(_folder, part.Name, part.Bytes);
        if (index > 0 && reader.Sequence != Sequence)
            throw reader.Damaged(0, Text($"record {Sequence}"), Text($"record {reader.Sequence}"));
        while (reader.Read() is { } record) Take(record, reader);
        Sequence = reader.Sequence + 1;
        IsMarked = reader.Header.IsMarked;
        Parts[index] = part with { Bytes = reader.Position };
        Seals =
        [
            .. reader.Header.Seals,
            new StoredSeal { Generation = part.Name.Generation.Number, Bytes = reader.Position },
        ];
        if (reader.TornBytes == 0) return;
        _notes.Add(Text($"graph '{_folder.Graph}': the last record of {part.Name.Path} was not whole; its ")
            + Text($"{reader.TornBytes} bytes from byte {reader.Position} on were dropped. It was not acknowledged, ")
            + "unless the disk lost what it had confirmed.");
    }

    private void Take(StoredRecord record, JournalReader reader)
    {
        var forgotten = record.Forgotten.ToHashSet();
        foreach (int number in forgotten)
        {
            _nodes.Forget(number);
            _newest.Remove(number);
        }

        foreach (StoredDefinition definition in record.Definitions)
        {
            int number = definition.Node.Id;
            if (!_nodes.TryAdd(number, new Defined(definition, reader.Name.Path, reader.Start)))
                throw reader.Damaged(reader.Start, "nodes with numbers that are free", Text($"node {number} again"));
        }

        foreach (StoredContent value in record.Values)
        {
            if (!forgotten.Contains(value.Node) && !Tally.IsNews(value.Node, new Revision(value.Revision)))
            {
                throw reader.Damaged(reader.Start, Text($"newer values than those before"),
                    Text($"one of node {value.Node} from revision {value.Revision} on"));
            }

            _newest[value.Node] = new Found(value, reader.Name.Path, reader.Start);
        }

        Tally.Take(record, static (_, _) => { });
    }

    private StoredNode Load(Defined defined)
    {
        StoredDefinition definition = defined.Definition;
        if (definition.Array is null) return new StoredNode(definition.Node);
        if (definition.File.Length > 0) Files.Add(definition.File);
        return new StoredNode(
            definition.Node,
            KeptArrays.Load(KeptArray.Of(definition), _folder, defined.Journal, defined.Offset));
    }

    private StoredGraph Load() => new()
    {
        Revision = Tally.Revision,
        Nodes = [.. _nodes.InOrder.Select(Load)],
        Names = Tally.Names,
        Values = [.. _newest.Values.OrderBy(found => found.Kept.Node).Select(Load)],
        Sessions = Tally.Sessions.ToDictionary(),
        Notes = _notes,
    };

    private StoredValue Load(Found found)
    {
        StoredContent value = found.Kept;
        if (value.File.Length > 0) Files.Add(value.File);
        NdArray array = value.Value is { } scalar
            ? NdArray<double>.Scalar(scalar.Number)
            : KeptArrays.Load(KeptArray.Of(value), _folder, found.Journal, found.Offset);
        return new StoredValue(new NodeId(value.Node), array, new Revision(value.Revision));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Defined(StoredDefinition Definition, string Journal, long Offset);

    private readonly record struct Found(StoredContent Kept, string Journal, long Offset);
}
