namespace Dataflow;

/// <summary>
/// The groups of handles that were made lately. After each collection those that are still there count one more; with
/// the second they are broken up. So each group is looked at a few times in all.
/// </summary>
internal static class YoungGroups
{
    private const int OldAfter = 2;

    private static readonly Lock Gate = new();
    private static readonly List<Young> All = [];
    private static bool _isWatched;

    /// <summary>Takes a group in, without keeping it.</summary>
    public static WeakReference<HandleGroup> Add(HandleGroup group)
    {
        var young = new Young(new WeakReference<HandleGroup>(group));
        lock (Gate)
        {
            All.Add(young);
            if (_isWatched) return young.Group;
            _isWatched = true;
        }

        _ = new Collection();
        return young.Group;
    }

    private static void Look()
    {
        lock (Gate) All.RemoveAll(young => young.IsDone());
    }

    private sealed class Young(WeakReference<HandleGroup> group)
    {
        private int _collections;

        public WeakReference<HandleGroup> Group => group;

        public bool IsDone() =>
            !group.TryGetTarget(out HandleGroup? living) || (++_collections >= OldAfter && living.TryBreakUp());
    }

    /// <summary>Is unreachable from the beginning, so that each collection of young objects finalizes it.</summary>
    private sealed class Collection
    {
        ~Collection()
        {
            if (Environment.HasShutdownStarted) return;
            _ = new Collection();
            Look();
        }
    }
}
