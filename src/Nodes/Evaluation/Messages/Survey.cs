using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What a shard holds, or all shards of a graph.</summary>
/// <param name="Cells">How many cells are a node's.</param>
/// <param name="ValueBytes">The bytes of the arrays that cells hold; one that several hold counts for each.</param>
/// <param name="BookkeepingBytes">About what cells, edges and what belongs to them take.</param>
/// <param name="Evictions">How many values went because memory was short.</param>
internal readonly record struct ShardCounts(long Cells, long ValueBytes, long BookkeepingBytes, long Evictions)
{
    public static ShardCounts operator +(ShardCounts one, ShardCounts other) => new(
        one.Cells + other.Cells, one.ValueBytes + other.ValueBytes,
        one.BookkeepingBytes + other.BookkeepingBytes, one.Evictions + other.Evictions);
}

/// <summary>client -> clock: what is held?</summary>
internal class Survey : Request
{
    /// <summary>How many shards have yet to say.</summary>
    public int Missing { get; set; }

    /// <summary>How many shards there are.</summary>
    public int Shards { get; set; }

    /// <summary>What they hold, as far as they have said.</summary>
    public ShardCounts Counts { get; set; }

    /// <summary>How many nodes the graph has; told by who has the graph.</summary>
    public long Nodes { get; set; }

    /// <summary>How many nodes were forgotten since the graph's clock began.</summary>
    public long Forgotten { get; set; }

    /// <summary>It begins anew: what was said is void.</summary>
    public void Restart() => (Missing, Shards, Counts) = (0, 0, default);
}

/// <summary>clock -> shard: say what you hold. Answered by <see cref="CellsCounted"/>.</summary>
internal sealed class CountCells(int number) : Message
{
    public int Number { get; } = number;
}

/// <summary>shard -> clock: what I hold.</summary>
internal sealed class CellsCounted(int number, ShardCounts counts) : Message
{
    public int Number { get; } = number;

    public ShardCounts Counts { get; } = counts;
}
