using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// Has young objects collected early, where that lets nodes go. A handle is small, and what it keeps in the graph is
/// not, so the collector by itself would come too late: a program that builds a formula for each request would have a
/// hundred thousand dead ones in the graph by then, and each assignment would go to all of them. Where nothing leaves,
/// as while a large graph is built, collections become ever rarer.
/// </summary>
internal sealed class EarlyCollections(Graph graph)
{
    /// <summary>So many handles are made between two collections, where they let most nodes go.</summary>
    private const int LeastBetween = 8192;

    private int _between = LeastBetween;
    private int _made;
    private int _collections;
    private long _forgotten;

    /// <summary>Some more handles were made.</summary>
    public void Count(int handles)
    {
        int made = Interlocked.Add(ref _made, handles);
        if (made < Volatile.Read(ref _between) || Interlocked.Exchange(ref _made, 0) < made) return;
        int collections = GC.CollectionCount(1);
        bool isCollected = Interlocked.Exchange(ref _collections, collections) != collections;
        long forgotten = graph.Forgotten, before = Interlocked.Exchange(ref _forgotten, forgotten);
        bool isWorthIt = forgotten - before > made / 4;
        Volatile.Write(ref _between, isWorthIt ? LeastBetween : (int)Math.Min(2L * made, int.MaxValue / 2));
        if (!isCollected) GC.Collect(1, GCCollectionMode.Forced, blocking: true);
    }
}
