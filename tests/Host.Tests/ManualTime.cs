namespace Dataflow.Host.Tests;

/// <summary>A clock that moves a millisecond each time it is read, and otherwise only when it is told.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _milliseconds;

    public override long TimestampFrequency => 1000;

    public int TimersRunning => _timers.Count;

    public override long GetTimestamp() => _milliseconds++;

    /// <summary>Moves on, and lets every timer beat once.</summary>
    public void Advance(TimeSpan by)
    {
        _milliseconds += (long)by.TotalMilliseconds;
        foreach (ManualTimer timer in _timers.ToArray()) timer.Beat();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, Action beat) : ITimer
    {
        public void Beat() => beat();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
