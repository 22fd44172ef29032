namespace Dataflow.Nodes.Actors;

/// <summary>
/// Runs everything on the calling thread, one step at a time, in an order drawn from a seed: the same seed and the same
/// calls replay the same history. Chance decides which runnable actor or job goes next and how many messages it may
/// handle; a job may thus end at any later moment. Not thread safe, by intent.
/// </summary>
internal sealed class SimulationDispatcher : Dispatcher
{
    private const int MaxQuota = 4;
    private const int StoryLength = 24;

    private readonly List<WorkItem> _runnable = [];
    private readonly List<WorkItem> _held = [];
    private readonly PriorityQueue<(Actor To, Message Message), (long Due, long Order)> _later = new();
    private readonly Queue<(long Tick, WorkItem Item)> _story = new();
    private readonly int _leaningToNewest, _leaningToOldest; // of 100 draws
    private ulong _chance;
    private long _ordered;
    private bool _isStepping;

    /// <summary>Begins a history. The seed also draws its climate: how often the newest or the oldest goes next.
    /// </summary>
    public SimulationDispatcher(int seed)
    {
        Seed = seed;
        _chance = (ulong)(uint)seed;
        _leaningToNewest = Draw(50);
        _leaningToOldest = Draw(50);
    }

    /// <summary>What this history was drawn from.</summary>
    public int Seed { get; }

    /// <summary>The virtual clock, in ticks: one a step, and more when only later messages are left.</summary>
    public long Now { get; private set; }

    /// <summary>Whether nothing is runnable now and nothing is due later.</summary>
    public bool IsIdle => _runnable.Count == 0 && _later.Count == 0;

    /// <summary>What does not run while this says so, as the actors of a process that was stopped.</summary>
    public Predicate<WorkItem> Holds { get; set; } = _ => false;

    /// <summary>What was held may run again, if nothing holds it any more.</summary>
    public void ReleaseHeld()
    {
        _runnable.AddRange(_held);
        _held.Clear();
    }

    /// <summary>Draws a number from 0 to below <paramref name="bound"/> from the history's chance.</summary>
    public int Draw(int bound) => (int)(NextBits() % (uint)bound);

    /// <summary>Has a message told once the clock has moved on by that many ticks.</summary>
    public void TellLater(Actor to, Message message, long ticks) =>
        _later.Enqueue((to, message), (Now + ticks, _ordered++));

    /// <summary>Runs one runnable item for a moment; false when there is none and nothing is due later.</summary>
    public bool Step()
    {
        if (_isStepping) throw Reentered();
        if (_runnable.Count == 0 && _later.TryPeek(out _, out (long Due, long Order) soonest))
            Now = Math.Max(Now, soonest.Due);
        TellWhatIsDue();
        if (_runnable.Count == 0) return false;
        Now++;
        Run(TakeAny());
        return true;
    }

    /// <summary>Steps until nothing is left to do.</summary>
    public void RunUntilIdle()
    {
        while (Step()) { }
    }

    /// <summary>Steps until the completion is complete.</summary>
    /// <exception cref="InvalidOperationException">It never will be: nothing is left to do. Names the seed.</exception>
    public void RunUntil(Completion completion, CancellationToken cancellation = default)
    {
        while (!completion.IsCompleted)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Step()) throw new InvalidOperationException(Deadlock());
        }
    }

    /// <inheritdoc/>
    public override void CallerRuns(
        Actor to, Message message, Completion completion, CancellationToken cancellation = default)
    {
        if (_isStepping) throw Reentered();
        cancellation.ThrowIfCancellationRequested();
        to.Tell(message);
        RunUntil(completion, cancellation);
    }

    internal override void Schedule(Actor actor) => _runnable.Add(actor);

    internal override void Schedule(Job job) => _runnable.Add(job);

    private void TellWhatIsDue()
    {
        while (_later.TryPeek(out _, out (long Due, long Order) soonest) && soonest.Due <= Now)
        {
            (Actor to, Message message) = _later.Dequeue();
            to.Tell(message);
        }
    }

    private void Run(WorkItem item)
    {
        if (Holds(item))
        {
            _held.Add(item);
            return;
        }

        _story.Enqueue((Now, item));
        if (_story.Count > StoryLength) _story.Dequeue();
        int left = int.MaxValue;
        _isStepping = true;
        bool hasMore = item.Run(1 + Draw(MaxQuota), ref left);
        _isStepping = false;
        if (hasMore) _runnable.Add(item);
    }

    private WorkItem TakeAny()
    {
        int draw = Draw(100), end = _runnable.Count - 1;
        int index = draw < _leaningToNewest ? end : draw < _leaningToNewest + _leaningToOldest ? 0 : Draw(end + 1);
        WorkItem item = _runnable[index];
        _runnable[index] = _runnable[end];
        _runnable.RemoveAt(end);
        return item;
    }

    private string Deadlock() =>
        $"seed {Seed}, tick {Now}: nothing is left to do, and what is waited for is not complete. "
        + $"What ran last: {string.Join(", ", _story.Select(step => $"{step.Tick} {step.Item}"))}";

    // SplitMix64: the same on every machine and version, unlike the library's generators.
    private ulong NextBits()
    {
        ulong z = _chance += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
