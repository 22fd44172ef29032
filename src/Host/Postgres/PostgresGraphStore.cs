using System.Data.Common;
using Dataflow.Nodes;
using Dataflow.Nodes.Storage;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>
/// Keeps graphs in a PostgreSQL database. What was appended survives whatever the database survives: with its usual
/// settings, any crash of it. A graph's row says who owns it, and every append holds that row while it writes.
/// </summary>
internal sealed class PostgresGraphStore(PostgresSettings settings, TimeProvider time) : IGraphStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = settings.Open(TimeSpan.FromSeconds(30), isPooled: true);
    private volatile bool _isPrepared;

    // The user may not, is not known, or the database is not there: classes and codes of SQLSTATE.
    private static readonly string[] AccessStates = ["28", "42501", "3D000"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default) =>
        InWordsAsync("the list of graphs cannot be read", async () =>
        {
            await using NpgsqlConnection connection = await ConnectAsync(cancellation);
            await using var command = new NpgsqlCommand($"select name from {settings.Schema}.graphs", connection);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            List<string> names = [];
            while (await reader.ReadAsync(cancellation)) names.Add(TextColumn.Read(reader.GetString(0)));
            names.Sort(StringComparer.Ordinal);
            return (IReadOnlyList<string>)names;
        });

    /// <inheritdoc/>
    public Task<IGraphLog> OpenAsync(string graph, Tenure tenure, CancellationToken cancellation = default) =>
        InWordsAsync($"graph '{graph}' cannot be opened", async () =>
        {
            await using NpgsqlConnection connection = await ConnectAsync(cancellation);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            var rows = new GraphRows(settings.Schema, graph, transaction);
            GraphHead head = await rows.LockAsync(tenure, cancellation);
            if (head.Tenure > tenure) throw FencedOff(graph, head.Tenure, tenure);
            await rows.ClaimAsync(head, tenure, cancellation);
            await rows.ForgetSessionsAsync(head, cancellation);
            StoredGraph content = await rows.ReadAsync(head, cancellation);
            await transaction.CommitAsync(cancellation);
            return (IGraphLog)new PostgresGraphLog(this, graph, head with { Tenure = tenure }, content, time);
        });

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string graph, Tenure tenure, CancellationToken cancellation = default) =>
        InWordsAsync($"graph '{graph}' cannot be deleted", async () =>
        {
            await using NpgsqlConnection connection = await ConnectAsync(cancellation);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            var rows = new GraphRows(settings.Schema, graph, transaction);
            if (!await rows.IsThereAsync(cancellation)) return false;
            GraphHead head = await rows.LockAsync(tenure, cancellation);
            if (head.Tenure > tenure) throw FencedOff(graph, head.Tenure, tenure);
            await rows.DeleteAsync(head, cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public static IOException FencedOff(string graph, Tenure later, Tenure earlier) => new(
        $"graph '{graph}' was opened in tenure {later} meanwhile, so that tenure {earlier} may not write to it any "
        + "more");

    /// <summary>What a database cannot do is told as what a store cannot.</summary>
    public static async Task<T> InWordsAsync<T>(string what, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            throw Told($"{what} in the database: {error.Message}", error);
        }
    }

    private static IOException Told(string text, Exception error)
    {
        if (error is PostgresException { SqlState: { } state } && AccessStates.Any(state.StartsWith))
            return new StoreAccessException(text, error);
        bool isAway = error is TimeoutException or NpgsqlException { IsTransient: true }
            || (error is NpgsqlException and not PostgresException);
        return isAway ? new StoreAwayException(text, error) : new IOException(text, error);
    }

    public GraphRows Rows(string graph, NpgsqlTransaction transaction) => new(settings.Schema, graph, transaction);

    /// <summary>A connection to a database that has the tables.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            if (_isPrepared) return connection;
            await PostgresSchema.EnsureAsync(
                connection, settings.Schema, PostgresSchema.Graphs, last: "names", cancellation);
            _isPrepared = true;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
