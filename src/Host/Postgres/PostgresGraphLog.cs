using System.Data.Common;
using Dataflow.Nodes.Storage;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>A graph's log in a database: each append is one transaction that holds the graph's row.</summary>
internal sealed class PostgresGraphLog(
    PostgresGraphStore store, string graph, GraphHead head, StoredGraph content, TimeProvider time) : IGraphLog
{
    // So often, and so long between, is looked whether a commit whose answer was lost was done.
    private const int Tries = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // So many marks may come before those of silent sessions are dropped.
    private const int MarksBetween = 4096;

    private long _appended = head.Appended;
    private int _marks;
    private string? _broken;
    private Exception? _lost;

    /// <inheritdoc/>
    public StoredGraph Content { get; } = content;

    /// <inheritdoc/>
    public Task AppendAsync(StoredStep step, CancellationToken cancellation = default) =>
        PostgresGraphStore.InWordsAsync($"revision {step.Revision} of graph '{graph}' was not kept", async () =>
        {
            if (_broken is not null) throw new StoreInDoubtException(_broken);
            cancellation.ThrowIfCancellationRequested();
            bool isKept = await WriteAsync(step, cancellation) || await WasKeptAsync(step, cancellation);
            if (!isKept)
            {
                throw new StoreAwayException($"revision {step.Revision} of graph '{graph}' was not kept: the "
                    + "connection to the database broke while it was committed", _lost!);
            }

            _appended++;
            return true;
        });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <returns>False when it is not known whether the transaction was committed.</returns>
    private async Task<bool> WriteAsync(StoredStep step, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await store.ConnectAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        GraphRows rows = store.Rows(graph, transaction);
        await RequireLatestAsync(rows, cancellation);
        await rows.WriteAsync(head, step, cancellation);
        _marks += step.Sessions.Count;
        if (_marks >= MarksBetween)
        {
            await rows.ForgetSessionsAsync(head, cancellation);
            _marks = 0;
        }

        try
        {
            // Not to be cancelled: what is committed is committed.
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (Exception error) when (error is DbException or IOException or TimeoutException)
        {
            _lost = error;
            return false;
        }
    }

    private async Task<GraphHead> RequireLatestAsync(GraphRows rows, CancellationToken cancellation)
    {
        GraphHead now = await rows.LockAsync(tenure: null, cancellation);
        return now.Tenure == head.Tenure ? now : throw PostgresGraphStore.FencedOff(graph, now.Tenure, head.Tenure);
    }

    /// <summary>
    /// Looks whether a commit was done; the row's lock waits for one that is still under way. When that cannot be found
    /// out, nothing more is appended: a revision must not be used twice.
    /// </summary>
    private async Task<bool> WasKeptAsync(StoredStep step, CancellationToken cancellation)
    {
        _broken = $"whether revision {step.Revision} of graph '{graph}' was kept is not known, because the database "
            + "could not be reached since: nothing more is kept until the graph is opened anew";
        using var pause = new PeriodicTimer(Pause, time);
        for (int i = 0; i < Tries; i++)
        {
            if (await AppendedAsync(cancellation) is { } appended)
            {
                _broken = null;
                return appended > _appended;
            }

            await pause.WaitForNextTickAsync(cancellation);
        }

        throw new StoreInDoubtException(_broken);
    }

    /// <returns>How many appends there were; null when the database does not say.</returns>
    private async Task<long?> AppendedAsync(CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlConnection connection = await store.ConnectAsync(cancellation);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            return (await RequireLatestAsync(store.Rows(graph, transaction), cancellation)).Appended;
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            return null;
        }
    }
}
