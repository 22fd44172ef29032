using System.Threading.Channels;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>
/// The table of members in a PostgreSQL database: one lock, the rules of <see cref="MembershipTable"/>, and the
/// database's clock. While the database is away nothing is answered; it goes on when the database is back.
/// </summary>
/// <remarks>
/// Two connections. One serves requests. The other listens to changes and tries to lead: who holds the cluster's
/// advisory lock takes note of leases that run out. The lock ends with its session, so that there is another leader
/// when this one is gone; and each request takes note of them as well, so that nothing depends on the leader but time.
/// </remarks>
internal sealed class PostgresMembership : IMembership, IAsyncDisposable
{
    private const int MostWaiting = 1024;

    private readonly PostgresSettings _settings;
    private readonly TimeSpan _lease;
    private readonly IMembershipListener _listener;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly NpgsqlDataSource _source;
    private readonly MembershipRows _rows;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<MembershipRequest> _requests = Channel.CreateBounded<MembershipRequest>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _telling = new();
    private readonly Task _serving;
    private readonly Task _watching;
    private NpgsqlConnection? _connection;
    private long _told;

    /// <summary>Begins to serve and to watch; the database need not be there yet.</summary>
    /// <param name="settings">Which database.</param>
    /// <param name="lease">The same for all members.</param>
    /// <param name="listener">Is told by one thread at a time, and must not block.</param>
    /// <param name="time">For pauses while the database is away.</param>
    /// <param name="log">Is told when the database goes away, and when it is back.</param>
    public PostgresMembership(
        PostgresSettings settings, TimeSpan lease, IMembershipListener listener, TimeProvider time, Action<string> log)
    {
        (_settings, _lease, _listener, _time, _log) = (settings, lease, listener, time, log);
        _source = settings.Open(Least(lease / 3, TimeSpan.FromSeconds(10)), isPooled: false);
        _rows = new MembershipRows(settings.Schema);
        _serving = ServeAsync();
        _watching = WatchAsync();
    }

    /// <inheritdoc/>
    public void Ask(MembershipRequest request) => _requests.Writer.TryWrite(request);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_serving, _watching);
        await DisconnectAsync();
        await _source.DisposeAsync();
        _ending.Dispose();
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task ServeAsync()
    {
        await Task.Yield();
        var outage = new Outage("the table of members", _log);
        while (await MoreAsync())
        {
            List<MembershipRequest> batch = [];
            while (_requests.Reader.TryRead(out MembershipRequest? request)) batch.Add(request);
            await outage.TryAsync(() => AnswerAsync(batch), _ending.Token);
        }
    }

    private async Task<bool> MoreAsync()
    {
        try
        {
            return await _requests.Reader.WaitToReadAsync(_ending.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A connection may have died since it was used; then a new one is tried. Asking twice is safe.</summary>
    private async Task AnswerAsync(List<MembershipRequest> batch)
    {
        bool isNew = _connection is null;
        try
        {
            await ApplyAsync(batch);
        }
        catch (Exception) when (!isNew && !_ending.IsCancellationRequested)
        {
            await DisconnectAsync();
            await ApplyAsync(batch);
        }
        catch
        {
            await DisconnectAsync();
            throw;
        }
    }

    private async Task ApplyAsync(List<MembershipRequest> batch)
    {
        _connection ??= await ConnectAsync();
        MembershipAnswer[] answers;
        await using (NpgsqlTransaction transaction = await _connection.BeginTransactionAsync(_ending.Token))
        {
            KeptMembers kept = await _rows.LockAsync(transaction, _ending.Token);
            MembershipTable table = Table(kept);
            answers = [.. batch.Select(request => Apply(table, request, kept.Now))];
            await _rows.SaveAsync(transaction, kept, table, _ending.Token);
            await transaction.CommitAsync(_ending.Token);
        }

        foreach (MembershipAnswer answer in answers) Tell(answer);
    }

    /// <summary>
    /// The rules, by the lease of those who are alive: each of them counts on it. When nobody is, ours is as good.
    /// </summary>
    private MembershipTable Table(KeptMembers kept)
    {
        var table = new MembershipTable(kept.Lease, kept.State);
        table.Sweep(kept.Now);
        return table.NextSweep is null ? new MembershipTable(_lease, table.State) : table;
    }

    private MembershipAnswer Apply(MembershipTable table, MembershipRequest request, TimeSpan now)
    {
        if (table.Lease == _lease || request.Join is null) return table.Apply(request, now);
        return new MembershipAnswer
        {
            Number = request.Number,
            View = table.View.ToWire(),
            Refused = $"the members of this cluster have leases of {table.Lease.TotalSeconds} s, and member "
                + $"'{request.Join.Name}' has {_lease.TotalSeconds} s: set all to the same",
        };
    }

    private async Task WatchAsync()
    {
        await Task.Yield();
        var outage = new Outage("the news of members", _log);
        using var pause = new PeriodicTimer(Least(_lease / 12, TimeSpan.FromSeconds(1)), _time);
        while (!_ending.IsCancellationRequested)
        {
            await outage.TryAsync(() => ListenAsync(outage), _ending.Token);
            try
            {
                await pause.WaitForNextTickAsync(_ending.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Ends only when the connection does, or with this.</summary>
    private async Task ListenAsync(Outage outage)
    {
        await using NpgsqlConnection connection = await ConnectAsync();
        await using (var listen = new NpgsqlCommand($"listen {_rows.Channel}", connection))
            await listen.ExecuteNonQueryAsync(_ending.Token);
        outage.IsOver();
        bool leads = false;
        bool isNews = false;
        connection.Notification += (_, _) => isNews = true;
        while (true)
        {
            isNews = false;
            TimeSpan wait = _lease / 6;
            leads = leads || await TryLeadAsync(connection);
            if (leads) wait = await SweepAsync(connection, wait);
            MembershipState state = await _rows.ReadAsync(connection, _ending.Token);
            Tell(new MembershipTable(_lease, state).View);
            // What was told while something was asked here has come already, and is not waited for again.
            if (!isNews) await connection.WaitAsync(wait, _ending.Token);
        }
    }

    private async Task<bool> TryLeadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"select pg_try_advisory_lock(hashtextextended('dataflow leader {_settings.Schema}', 0))", connection);
        return (bool)(await command.ExecuteScalarAsync(_ending.Token))!;
    }

    /// <summary>Takes note of leases that have run out.</summary>
    /// <returns>How long until the next one may, at most as long as given.</returns>
    private async Task<TimeSpan> SweepAsync(NpgsqlConnection connection, TimeSpan most)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(_ending.Token);
        KeptMembers kept = await _rows.LockAsync(transaction, _ending.Token);
        MembershipTable table = Table(kept);
        if (table.Epoch != kept.State.Epoch) await _rows.SaveAsync(transaction, kept, table, _ending.Token);
        await transaction.CommitAsync(_ending.Token);
        TimeSpan wait = (table.NextSweep ?? TimeSpan.MaxValue) - kept.Now;
        return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerMillisecond * 5, most.Ticks));
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(_ending.Token);
        try
        {
            await PostgresSchema.EnsureAsync(
                connection, _settings.Schema, PostgresSchema.Members, last: "homes", _ending.Token);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task DisconnectAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
    }

    private void Tell(MembershipAnswer answer)
    {
        lock (_telling)
        {
            _told = Math.Max(_told, answer.View.Epoch);
            _listener.Answered(answer);
        }
    }

    private void Tell(ClusterView view)
    {
        lock (_telling)
        {
            if (view.Epoch <= _told) return;
            _told = view.Epoch;
            _listener.Changed(view);
        }
    }
}
