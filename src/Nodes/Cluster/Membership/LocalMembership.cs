using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// A table of members in this process, for any number of members: each has a connection of its own. Whoever is told
/// is told in order and by one thread at a time, which may be the one that asks, while it asks. Safe for any number of
/// threads.
/// </summary>
internal sealed class LocalMembership : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MembershipTable _table;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _timer;
    private readonly List<Connection> _connections = [];
    private readonly Queue<Action> _news = new();
    private bool _isTelling;
    private bool _isClosed;

    /// <summary>Serves a table, which nobody else touches from now on. Its clock begins with 0 now.</summary>
    public LocalMembership(MembershipTable table, TimeProvider time)
    {
        (_table, _time, _began) = (table, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The newest view.</summary>
    public ClusterView View
    {
        get
        {
            lock (_gate) return _table.View;
        }
    }

    /// <summary>A way to the table for one listener, who hears of all changes until it is disposed of.</summary>
    public IMembershipConnection Connect(IMembershipListener listener)
    {
        var connection = new Connection(this, listener);
        lock (_gate) _connections.Add(connection);
        return connection;
    }

    /// <summary>From now on nobody is answered.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _connections.Clear();
            _news.Clear();
        }

        _timer.Dispose();
    }

    private void Ask(Connection asker, MembershipRequest request)
    {
        lock (_gate)
        {
            if (_isClosed || !_connections.Contains(asker)) return;
            long before = _table.Epoch;
            MembershipAnswer answer = _table.Apply(request, Now());
            _news.Enqueue(() => asker.Answered(answer));
            if (_table.Epoch != before) TellOthers(asker);
            Arm();
        }

        Tell();
    }

    private void Sweep()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            if (_table.Sweep(Now())) TellOthers(null);
            Arm();
        }

        Tell();
    }

    private TimeSpan Now() => _time.GetElapsedTime(_began);

    private void TellOthers(Connection? asker)
    {
        ClusterView view = _table.View;
        foreach (Connection other in _connections.Where(one => one != asker))
            _news.Enqueue(() => other.Changed(view));
    }

    // A timer may be early by the grain of its clock; then it is armed once more.
    private void Arm()
    {
        TimeSpan wait = _table.NextSweep is { } next ? next - Now() : Timeout.InfiniteTimeSpan;
        if (_table.NextSweep is not null && wait < TimeSpan.FromMilliseconds(1)) wait = TimeSpan.FromMilliseconds(1);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    // A listener may ask while it is told; what that causes is told by who is telling already, so the order stays.
    private void Tell()
    {
        lock (_gate)
        {
            if (_isTelling) return;
            _isTelling = true;
        }

        try
        {
            while (Next() is { } news) news();
        }
        catch
        {
            lock (_gate) _isTelling = false;
            throw;
        }
    }

    // The flag is lowered in the same lock in which nothing more was found, so that no news stays behind.
    private Action? Next()
    {
        lock (_gate)
        {
            if (_news.TryDequeue(out Action? news)) return news;
            _isTelling = false;
            return null;
        }
    }

    private void Leave(Connection connection)
    {
        lock (_gate) _connections.Remove(connection);
    }

    private sealed class Connection(LocalMembership table, IMembershipListener listener) : IMembershipConnection
    {
        private volatile bool _isOver;

        public void Ask(MembershipRequest request) => table.Ask(this, request);

        public void Answered(MembershipAnswer answer)
        {
            if (!_isOver) listener.Answered(answer);
        }

        public void Changed(ClusterView view)
        {
            if (!_isOver) listener.Changed(view);
        }

        public void Dispose()
        {
            _isOver = true;
            table.Leave(this);
        }
    }
}

/// <summary>A member's way to a table, which ends when it is disposed of: from then on nothing is told.</summary>
internal interface IMembershipConnection : IMembership, IDisposable;
