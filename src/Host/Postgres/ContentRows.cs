using System.Data;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Dataflow.Nodes;
using Dataflow.Nodes.Storage;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>An array that is kept: a variable's value from a revision on, or a constant.</summary>
internal sealed record StoredContentRow(int Node, bool IsConstant, Revision Revision, NdArray Array);

/// <summary>
/// The arrays of a graph as rows, within one transaction: one row says what an array is, and its bytes lie in parts,
/// so that no array is too large for a row, and none is in memory twice.
/// </summary>
internal sealed class ContentRows(
    string schema, NpgsqlTransaction transaction, long graph, Func<string, StoreDamagedException> damaged)
{
    private const int PartBytes = 8 << 20;

    private readonly List<StoredContentRow> _new = [];

    /// <summary>Notes an array that is to be written.</summary>
    public void Add(StoredContentRow row) => _new.Add(row);

    /// <summary>Writes what was noted, except what is not newer than what is kept.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        if (_new.Count == 0) return;
        Dictionary<(int, bool), Revision> kept = await RevisionsAsync(cancellation);
        await using var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        long bytes = 0;
        foreach (StoredContentRow row in _new)
        {
            bool isKept = kept.TryGetValue((row.Node, row.IsConstant), out Revision revision);
            if (isKept && revision >= row.Revision) continue;
            AddHead(batch, row);
            int length = PartBytes / row.Array.ElementType.Size();
            for (long start = 0; start < row.Array.Length; start += length)
            {
                byte[] part = PartOf(row.Array, start, length);
                Add(batch, InsertPart, graph, row.Node, row.IsConstant, (int)(start / length), part);
                bytes += part.Length;
                if (bytes < PartBytes) continue;
                await SendAsync(batch, cancellation);
                bytes = 0;
            }
        }

        await SendAsync(batch, cancellation);
    }

    /// <summary>All arrays of the graph.</summary>
    public async Task<List<StoredContentRow>> ReadAsync(CancellationToken cancellation)
    {
        Dictionary<(int, bool), StoredContentRow> rows = await HeadsAsync(cancellation);
        await using NpgsqlCommand command = Command(
            "select node, is_constant, content from {0}.parts where graph = $1 order by node, is_constant, part");
        await using NpgsqlDataReader reader =
            await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        Dictionary<(int, bool), long> filled = [];
        while (await reader.ReadAsync(cancellation))
        {
            (int, bool) key = (reader.GetInt32(0), reader.GetBoolean(1));
            if (!rows.TryGetValue(key, out StoredContentRow? row))
                throw damaged($"a part of node {key.Item1} is left over");
            byte[] bytes = await reader.GetFieldValueAsync<byte[]>(2, cancellation);
            int size = row.Array.ElementType.Size();
            if (bytes.Length % size != 0) throw damaged($"a part of node {row.Node} ends within a number");
            long at = filled.GetValueOrDefault(key);
            Fill(row.Array, at, bytes);
            filled[key] = at + (bytes.Length / size);
        }

        foreach (StoredContentRow row in rows.Values) row.Array.Escape();
        return [.. rows.Values];
    }

    private const string UpsertHead = """
        insert into {0}.contents (graph, node, is_constant, revision, element, sizes) values ($1, $2, $3, $4, $5, $6)
        on conflict (graph, node, is_constant) do update set revision = $4, element = $5, sizes = $6
        """;

    private const string DeleteParts = "delete from {0}.parts where graph = $1 and node = $2 and is_constant = $3";

    private const string InsertPart =
        "insert into {0}.parts (graph, node, is_constant, part, content) values ($1, $2, $3, $4, $5)";

    private void AddHead(NpgsqlBatch batch, StoredContentRow row)
    {
        Add(batch, UpsertHead, graph, row.Node, row.IsConstant, row.Revision.Number,
            (short)row.Array.ElementType, row.Array.Shape.Dimensions.ToArray());
        Add(batch, DeleteParts, graph, row.Node, row.IsConstant);
    }

    private async Task<Dictionary<(int, bool), Revision>> RevisionsAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            "select node, is_constant, revision from {0}.contents where graph = $1 and node = any($2)");
        command.Parameters.Add(new NpgsqlParameter { Value = _new.Select(row => row.Node).ToArray() });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<(int, bool), Revision> revisions = [];
        while (await reader.ReadAsync(cancellation))
            revisions.Add((reader.GetInt32(0), reader.GetBoolean(1)), new Revision(reader.GetInt64(2)));
        return revisions;
    }

    /// <summary>What the arrays are, with room for their elements; only as much as there are bytes for.</summary>
    private async Task<Dictionary<(int, bool), StoredContentRow>> HeadsAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command("""
            select node, is_constant, revision, element, sizes, (
                select coalesce(sum(octet_length(content)), 0) from {0}.parts
                where parts.graph = contents.graph and parts.node = contents.node
                    and parts.is_constant = contents.is_constant)
            from {0}.contents where graph = $1 order by node
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<(int, bool), StoredContentRow> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            (int node, bool isConstant) = (reader.GetInt32(0), reader.GetBoolean(1));
            NdArray array = Allocate(
                node, (ElementType)reader.GetInt16(3), ShapeOf(node, reader.GetFieldValue<long[]>(4)),
                reader.GetInt64(5));
            rows.Add(
                (node, isConstant), new StoredContentRow(node, isConstant, new Revision(reader.GetInt64(2)), array));
        }

        return rows;
    }

    private Shape ShapeOf(int node, long[] sizes)
    {
        try { return Shape.Of(sizes); }
        catch (ShapeException error) { throw damaged($"the array of node {node} has no such shape: {error.Message}"); }
    }

    private NdArray Allocate(int node, ElementType element, Shape shape, long bytes)
    {
        long expected = shape.Length * element.Size();
        if (bytes == expected)
            return element == ElementType.Float32 ? NdArray<float>.Allocate(shape) : NdArray<double>.Allocate(shape);
        throw damaged(
            $"the array of node {node} has shape {shape}, which takes {expected} bytes, and {bytes} are there");
    }

    private static byte[] PartOf(NdArray array, long start, int length) =>
        array is NdArray<double> doubles
            ? MemoryMarshal.AsBytes(doubles.Part(start, length)).ToArray()
            : MemoryMarshal.AsBytes(((NdArray<float>)array).Part(start, length)).ToArray();

    private static void Fill(NdArray array, long start, byte[] bytes)
    {
        if (array is NdArray<double> doubles) Fill(doubles, start, bytes);
        else Fill((NdArray<float>)array, start, bytes);
    }

    private static void Fill<T>(NdArray<T> array, long start, byte[] bytes)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        bytes.CopyTo(MemoryMarshal.AsBytes(array.Part(start, bytes.Length / array.ElementType.Size())));

    private static async Task SendAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
        batch.BatchCommands.Clear();
    }

    private NpgsqlCommand Command(string text)
    {
        var command = new NpgsqlCommand(In(text), transaction.Connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = graph });
        return command;
    }

    private void Add(NpgsqlBatch batch, string text, params object[] values)
    {
        var command = new NpgsqlBatchCommand(In(text));
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }

    private string In(string text) => string.Format(CultureInfo.InvariantCulture, text, schema);
}
