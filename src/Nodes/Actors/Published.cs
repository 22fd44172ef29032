using System.Collections.Concurrent;

namespace Dataflow.Nodes.Actors;

/// <summary>
/// Actors that any thread may take up. Each has its turn in the pool's global queue, but a thread that is about to
/// block until it is answered takes them up at once: if all threads of the pool waited so, the pool would add new ones
/// only slowly, and what they wait for would lie here.
/// </summary>
internal static class Published
{
    private static readonly ConcurrentQueue<IThreadPoolWorkItem> Items = new();
    private static readonly Turn OneTurn = new();

    /// <summary>Has the item executed once, soon, on any thread.</summary>
    public static void Add(IThreadPoolWorkItem item)
    {
        Items.Enqueue(item);
        ThreadPool.UnsafeQueueUserWorkItem(OneTurn, preferLocal: false);
    }

    /// <summary>Executes the oldest item on this thread; false when there is none.</summary>
    public static bool TakeUp()
    {
        if (!Items.TryDequeue(out IThreadPoolWorkItem? item)) return false;
        item.Execute();
        return true;
    }

    // There are as many turns as items; one whose item was taken up by a waiting thread finds none, or a later one.
    private sealed class Turn : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => TakeUp();
    }
}
