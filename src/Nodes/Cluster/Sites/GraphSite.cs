using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// What of a graph is on this member: its shard, and at its home the clock. Letters of it come in here and are dropped
/// unless they are of the era that this side is in; so nothing from before a new era is ever taken for news.
/// </summary>
internal abstract class GraphSite(
    MemberParts parts, string graph, Tenure tenure, ShardId shardId, CellAssignmentCodec cellAssignments)
{
    /// <summary>Before the first era, and after the last: no letter counts.</summary>
    public static readonly Era Before = new(-1), Over = new(long.MaxValue);

    private long _era = Before.Number;

    public string Name { get; } = graph;

    /// <summary>Which time that some member is the graph's home; a later one has a greater number.</summary>
    public Tenure Tenure { get; } = tenure;

    public ShardId ShardId { get; } = shardId;

    public MemberParts Parts { get; } = parts;

    public CellAssignmentCodec CellAssignments { get; } = cellAssignments;

    /// <summary>The era that this side is in.</summary>
    public Era Era => new(Volatile.Read(ref _era));

    /// <summary>The actor of this member that has the number; null when it lives elsewhere.</summary>
    public abstract Actor? Find(ShardId shard);

    /// <summary>Letters of an earlier era are void from now on.</summary>
    protected void EnterEra(Era era) => Volatile.Write(ref _era, era.Number);

    /// <summary>
    /// A letter from another member, by the thread that reads its link. The arrays stay the caller's.
    /// </summary>
    public void Received(NodeLetter letter, IReadOnlyList<NdArray> arrays)
    {
        if (new Era(letter.Era) == Era && new Tenure(letter.Tenure) == Tenure
            && Find(new ShardId(letter.To)) is { } actor)
        {
            actor.Tell(NodeCodec.Decode(letter, arrays, CellAssignments));
        }
    }
}
