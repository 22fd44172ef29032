using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>What is kept of a graph in one go. The arrays never change and stay the caller's.</summary>
internal sealed record StoredStep(Revision Revision)
{
    /// <summary>
    /// The numbers of nodes that left, which goes before all else in the step: numbers are used again.
    /// </summary>
    public IReadOnlyList<int> Forgotten { get; init; } = [];

    /// <summary>Nodes that are new, operands first, by the graph's own numbers, which have gaps.</summary>
    public IReadOnlyList<StoredNode> Nodes { get; init; } = [];

    /// <summary>Names that were given to nodes, or taken back.</summary>
    public IReadOnlyList<NamedNode> Names { get; init; } = [];

    /// <summary>The values that variables have from this revision on.</summary>
    public IReadOnlyList<StoredValue> Values { get; init; } = [];

    /// <summary>Until when a store that cannot be reached is waited for, as a timestamp.</summary>
    public long PatientUntil { get; init; }

    /// <summary>The last assignment of each client session that is in this step.</summary>
    public IReadOnlyList<(string Session, AssignmentNumber Number)> Sessions { get; init; } = [];
}

/// <summary>A node's definition, and its array when it is the constant of one.</summary>
internal sealed record StoredNode(Definition Definition, NdArray? Constant = null);

/// <summary>The node that was published under a name; null when the name was taken back.</summary>
internal sealed record NamedNode(string Name, int? Node);

/// <summary>A variable's value, and the revision from which it holds.</summary>
internal sealed record StoredValue(NodeId Variable, NdArray Content, Revision Revision);

/// <summary>All that is kept of a graph.</summary>
internal sealed record StoredGraph
{
    public static readonly StoredGraph Empty = new();

    /// <summary>The newest revision that was kept; 0 when there is none.</summary>
    public Revision Revision { get; init; }

    /// <summary>Operands first.</summary>
    public IReadOnlyList<StoredNode> Nodes { get; init; } = [];

    public IReadOnlyList<StoredValue> Values { get; init; } = [];

    /// <summary>The nodes that were published, by their names.</summary>
    public IReadOnlyDictionary<string, int> Names { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, AssignmentNumber> Sessions { get; init; } =
        new Dictionary<string, AssignmentNumber>();

    /// <summary>What was mended while opening, in words for a log.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
