using System.Globalization;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>The tables that Dataflow keeps, made where they are missing.</summary>
internal static class PostgresSchema
{
    /// <summary>The tables of members.</summary>
    public const string Members = """
        create table if not exists {0}.epoch (
            id integer primary key default 1 check (id = 1), epoch bigint not null, lease interval not null);
        insert into {0}.epoch (epoch, lease) values (0, '0') on conflict do nothing;
        create table if not exists {0}.members (
            life bigint primary key, name text not null, address text not null, roles text[] not null,
            standing smallint not null, silent boolean not null, renewed timestamptz not null,
            number bigint not null);
        create table if not exists {0}.homes (graph text primary key, life bigint not null);
        """;

    /// <summary>The tables of graphs. Arrays lie in parts; their bytes are little-endian and row-major.</summary>
    public const string Graphs = """
        create table if not exists {0}.graphs (
            id bigint generated always as identity primary key, name text not null unique,
            owner bigint not null, revision bigint not null, appended bigint not null);
        create table if not exists {0}.nodes (
            graph bigint not null references {0}.graphs, number integer not null, definition bytea not null,
            primary key (graph, number));
        create table if not exists {0}.contents (
            graph bigint not null references {0}.graphs, node integer not null, is_constant boolean not null,
            revision bigint not null, element smallint not null, sizes bigint[] not null,
            primary key (graph, node, is_constant));
        create table if not exists {0}.parts (
            graph bigint not null references {0}.graphs, node integer not null, is_constant boolean not null,
            part integer not null, content bytea not null,
            primary key (graph, node, is_constant, part));
        alter table {0}.parts alter column content set storage external;
        create table if not exists {0}.sessions (
            graph bigint not null references {0}.graphs, session text not null, number bigint not null,
            revision bigint not null,
            primary key (graph, session));
        create table if not exists {0}.names (
            graph bigint not null references {0}.graphs, name text not null, node integer not null,
            primary key (graph, name));
        """;

    /// <summary>
    /// Makes the tables, unless the last of them is there: who may only use tables need not be allowed to make any.
    /// </summary>
    public static async Task EnsureAsync(
        NpgsqlConnection connection, string schema, string tables, string last, CancellationToken cancellation)
    {
        if (await IsThereAsync(connection, $"{schema}.{last}", cancellation)) return;
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"select pg_advisory_xact_lock(hashtextextended('dataflow schema {schema}', 0));"
            + $"create schema if not exists {schema};"
            + string.Format(CultureInfo.InvariantCulture, tables, schema), connection, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<bool> IsThereAsync(
        NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass($1) is not null", connection);
        command.Parameters.AddWithValue(table);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
