namespace Dataflow.TestKit;

/// <summary>A clock that a test moves; timers fire while it is moved, each at its time.</summary>
internal sealed class HandTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HandTimer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate) return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Moves on; a timer that is due on the way fires at its time, in this thread.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan until = TimeSpan.FromTicks(GetTimestamp()) + by;
        while (TakeDue(until) is { } due) due.Fire();
        lock (_gate) _now = until;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private HandTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            HandTimer? first = _timers.MinBy(timer => timer.Due);
            if (first is null || first.Due > until) return null;
            if (first.Due > _now) _now = first.Due;
            if (first.Period > TimeSpan.Zero) first.Due += first.Period;
            else _timers.Remove(first);
            return first;
        }
    }

    private sealed class HandTimer(HandTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                (Due, Period) = (time._now + dueTime, period);
                if (dueTime >= TimeSpan.Zero) time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
