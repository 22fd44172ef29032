using System.Data;
using System.Globalization;
using Dataflow.Nodes.Cluster;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>The table of members as it is kept.</summary>
/// <param name="State">Who is in it.</param>
/// <param name="Lease">The lease of those who are alive.</param>
/// <param name="Now">The database's time.</param>
internal sealed record KeptMembers(MembershipState State, TimeSpan Lease, TimeSpan Now);

/// <summary>The table of members as rows of a database.</summary>
internal sealed class MembershipRows(string schema)
{
    /// <summary>The channel on which every change is told, with the new epoch.</summary>
    public string Channel { get; } = $"{schema}_members";

    /// <summary>
    /// Locks the table until the transaction ends and reads it. The time is the database's, read under the lock: after
    /// whatever was asked was sent.
    /// </summary>
    public async Task<KeptMembers> LockAsync(NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = Queries(transaction, $"select epoch, lease from {schema}.epoch for update");
        return await ReadAsync(batch, cancellation);
    }

    /// <summary>Reads it as of one moment.</summary>
    public async Task<MembershipState> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using NpgsqlBatch batch = Queries(transaction, $"select epoch, lease from {schema}.epoch");
        KeptMembers kept = await ReadAsync(batch, cancellation);
        await transaction.CommitAsync(cancellation);
        return kept.State;
    }

    /// <summary>Writes what is other than before, and tells it when the transaction is committed.</summary>
    public async Task SaveAsync(
        NpgsqlTransaction transaction, KeptMembers kept, MembershipTable table, CancellationToken cancellation)
    {
        (MembershipState before, MembershipState after) = (kept.State, table.State);
        await using var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        Dictionary<long, MemberLease> old = before.Members.ToDictionary(one => one.Life);
        foreach (MemberLease one in after.Members)
        {
            if (!old.Remove(one.Life, out MemberLease? was) || !was.Equals(one)) Add(batch, Upsert, Values(one));
        }

        foreach (long life in old.Keys) Add(batch, "delete from {0}.members where life = $1", life);
        foreach ((string graph, long life) in after.Homes.Except(before.Homes))
            Add(batch, UpsertHome, TextColumn.Write(graph), life);
        foreach (string graph in before.Homes.Keys.Except(after.Homes.Keys, StringComparer.Ordinal))
            Add(batch, "delete from {0}.homes where graph = $1", TextColumn.Write(graph));
        if (after.Epoch != before.Epoch)
        {
            Add(batch, "update {0}.epoch set epoch = $1, lease = $2", after.Epoch, table.Lease);
            Add(batch, "select pg_notify($1, $2::text)", Channel, after.Epoch);
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    private const string Upsert = """
        insert into {0}.members (life, name, address, roles, standing, silent, renewed, number)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (life) do update set standing = $5, silent = $6, renewed = $7, number = $8
        """;

    private const string UpsertHome =
        "insert into {0}.homes (graph, life) values ($1, $2) on conflict (graph) do update set life = $2";

    private NpgsqlBatch Queries(NpgsqlTransaction transaction, string epoch)
    {
        var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        Add(batch, epoch);
        Add(batch, "select clock_timestamp()");
        Add(batch, "select life, name, address, roles, standing, silent, renewed, number from {0}.members");
        Add(batch, "select graph, life from {0}.homes");
        return batch;
    }

    private static async Task<KeptMembers> ReadAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        (long epoch, TimeSpan lease) = (reader.GetInt64(0), reader.GetTimeSpan(1));
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        TimeSpan now = reader.GetDateTime(0) - DateTime.UnixEpoch;
        await reader.NextResultAsync(cancellation);
        List<MemberLease> members = [];
        while (await reader.ReadAsync(cancellation)) members.Add(Lease(reader));
        await reader.NextResultAsync(cancellation);
        Dictionary<string, long> homes = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            homes.Add(TextColumn.Read(reader.GetString(0)), reader.GetInt64(1));
        return new KeptMembers(new MembershipState(epoch, members, homes), lease, now);
    }

    private static MemberLease Lease(NpgsqlDataReader reader) => new(
        new MemberCard(reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3)),
        reader.GetInt64(0),
        (MemberState)reader.GetInt16(4),
        reader.GetBoolean(5),
        reader.GetDateTime(6) - DateTime.UnixEpoch,
        reader.GetInt64(7));

    private static object[] Values(MemberLease one) =>
    [
        one.Life, one.Card.Name, one.Card.Address, one.Card.Roles.ToArray(), (short)one.Standing, one.IsSilent,
        DateTime.UnixEpoch + one.Renewed, one.LastNumber,
    ];

    private void Add(NpgsqlBatch batch, string text, params object[] values)
    {
        var command = new NpgsqlBatchCommand(string.Format(CultureInfo.InvariantCulture, text, schema));
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
