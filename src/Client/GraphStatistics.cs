namespace Dataflow;

/// <summary>What a graph holds at a moment.</summary>
/// <param name="Nodes">The nodes of the graph: those that somebody has a handle on, and what they are built from.
/// </param>
/// <param name="Cells">Places for values: one for each node that was ever evaluated, and one for each shard that reads
/// a node of another.</param>
/// <param name="Actors">The actors that work the graph.</param>
/// <param name="ValueBytes">The bytes of the arrays that are held as values.</param>
/// <param name="BookkeepingBytes">About what nodes, cells and what connects them take.</param>
/// <param name="Evictions">How many values went because <see cref="EngineOptions.CacheBytes"/> was exceeded.</param>
/// <param name="Forgotten">How many nodes have left the graph, because nobody could reach them any more.</param>
public sealed record GraphStatistics(
    long Nodes, long Cells, int Actors, long ValueBytes, long BookkeepingBytes, long Evictions, long Forgotten);
