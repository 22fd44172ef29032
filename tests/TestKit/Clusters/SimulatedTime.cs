using Dataflow.Nodes.Actors;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// The clock of a simulated process: a millisecond a tick of the world's, and off by as much as it likes.
/// </summary>
internal sealed class SimulatedTime(SimulatedProcess process, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => process.World.Now + process.Ahead;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromMilliseconds(process.World.Now) + skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Alarm(process, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Alarm(SimulatedProcess process, Action ring) : Actor(process), ITimer
    {
        private TimeSpan _period;
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _setting++;
            _period = period;
            if (dueTime >= TimeSpan.Zero) Set(dueTime);
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        protected override void Receive(Message message)
        {
            if (process.IsDead || message is not Due due || due.Setting != _setting) return;
            if (_period > TimeSpan.Zero) Set(_period);
            ring();
        }

        private void Set(TimeSpan after) =>
            process.World.TellLater(this, new Due(_setting), Math.Max(1, (long)after.TotalMilliseconds));

        private sealed class Due(int setting) : Message
        {
            public int Setting { get; } = setting;
        }
    }
}
