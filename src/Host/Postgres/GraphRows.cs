using System.Globalization;
using Dataflow.Nodes;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>A graph's own row.</summary>
/// <param name="Id">By which its other rows refer to it.</param>
/// <param name="Tenure">In which it was opened last; the column is called owner.</param>
/// <param name="Revision">The newest that is kept.</param>
/// <param name="Appended">How many steps were kept, in all tenures.</param>
internal sealed record GraphHead(long Id, Tenure Tenure, Revision Revision, long Appended);

/// <summary>A graph as rows of a database, within one transaction.</summary>
internal sealed class GraphRows(string schema, string graph, NpgsqlTransaction transaction)
{
    /// <summary>Whether there is anything of the graph.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            "select 1 from {0}.graphs where name = $1", TextColumn.Write(graph));
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    /// <summary>Reads the graph's row and holds it; with a tenure, a graph that is not there begins.</summary>
    public async Task<GraphHead> LockAsync(Tenure? tenure, CancellationToken cancellation)
    {
        if (tenure is { } first)
        {
            await RunAsync("insert into {0}.graphs (name, owner, revision, appended) values ($1, $2, 0, 0) "
                + "on conflict (name) do nothing", cancellation, TextColumn.Write(graph), first.Number);
        }

        await using NpgsqlCommand command = Command(
            "select id, owner, revision, appended from {0}.graphs where name = $1 for update",
            TextColumn.Write(graph));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) throw Damaged("its row is gone");
        return new GraphHead(
            reader.GetInt64(0), new Tenure(reader.GetInt64(1)), new Revision(reader.GetInt64(2)), reader.GetInt64(3));
    }

    public Task ClaimAsync(GraphHead head, Tenure tenure, CancellationToken cancellation) =>
        RunAsync("update {0}.graphs set owner = $2 where id = $1", cancellation, head.Id, tenure.Number);

    /// <summary>All that is kept of the graph.</summary>
    /// <exception cref="StoreDamagedException">It does not fit together.</exception>
    public async Task<StoredGraph> ReadAsync(GraphHead head, CancellationToken cancellation)
    {
        List<Definition> definitions = await DefinitionsAsync(head, cancellation);
        var contents = new ContentRows(schema, transaction, head.Id, Damaged);
        List<StoredContentRow> rows = await contents.ReadAsync(cancellation);
        Dictionary<int, NdArray> constants =
            rows.Where(row => row.IsConstant).ToDictionary(row => row.Node, row => row.Array);
        foreach (Definition one in definitions)
        {
            if (one.ConstantCase == Definition.ConstantOneofCase.Enclosed && !constants.ContainsKey(one.Id))
                throw Damaged($"the array of constant {one.Id} is missing");
        }

        return new StoredGraph
        {
            Revision = head.Revision,
            Nodes = [.. definitions.Select(one => new StoredNode(one, constants.GetValueOrDefault(one.Id)))],
            Values = [.. rows.Where(row => !row.IsConstant)
                .Select(row => new StoredValue(new NodeId(row.Node), row.Array, row.Revision))],
            Names = await NamesAsync(head, cancellation),
            Sessions = await SessionsAsync(head, cancellation),
        };
    }

    /// <summary>Adds a step. Of nodes, values and sessions, what is older than what is kept changes nothing.</summary>
    public async Task WriteAsync(GraphHead head, StoredStep step, CancellationToken cancellation)
    {
        HashSet<int> kept = await KeptAsync(head, step, cancellation);
        List<StoredNode> nodes = StepRules.NewNodes(step, kept.Contains);
        var contents = new ContentRows(schema, transaction, head.Id, Damaged);
        await using (var batch = new NpgsqlBatch(transaction.Connection!, transaction))
        {
            Add(batch, "update {0}.graphs set revision = greatest(revision, $2), appended = appended + 1 where id = $1",
                head.Id, step.Revision.Number);
            if (step.Forgotten.Count > 0)
            {
                int[] forgotten = [.. step.Forgotten];
                foreach (string text in ForgetNodes) Add(batch, text, head.Id, forgotten);
            }

            foreach (NamedNode name in step.Names) Add(batch, name, head);
            foreach (StoredNode node in nodes) Add(batch, InsertNode, head.Id, node.Definition.Id, Bytes(node));
            foreach ((string session, AssignmentNumber number) in step.Sessions)
                Add(batch, UpsertSession, head.Id, TextColumn.Write(session), number.Number, step.Revision.Number);
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        foreach (StoredNode node in nodes)
        {
            if (node.Constant is not null)
                contents.Add(new StoredContentRow(node.Definition.Id, IsConstant: true, default, node.Constant));
        }

        foreach (StoredValue value in StepRules.News(step, (_, _) => true))
        {
            int variable = value.Variable.Value;
            contents.Add(new StoredContentRow(variable, IsConstant: false, value.Revision, value.Content));
        }

        await contents.WriteAsync(cancellation);
    }

    /// <summary>Deletes the graph's row, and all that refer to it.</summary>
    public async Task DeleteAsync(GraphHead head, CancellationToken cancellation)
    {
        foreach (string table in (string[])["names", "sessions", "parts", "contents", "nodes"])
            await RunAsync("delete from {0}." + table + " where graph = $1", cancellation, head.Id);
        await RunAsync("delete from {0}.graphs where id = $1", cancellation, head.Id);
    }

    private static readonly string[] ForgetNodes =
    [
        "delete from {0}.nodes where graph = $1 and number = any($2)",
        "delete from {0}.contents where graph = $1 and node = any($2)",
        "delete from {0}.parts where graph = $1 and node = any($2)",
    ];

    private const string UpsertName = """
        insert into {0}.names (graph, name, node) values ($1, $2, $3) on conflict (graph, name) do update set node = $3
        """;

    private const string InsertNode =
        "insert into {0}.nodes (graph, number, definition) values ($1, $2, $3)";

    private const string UpsertSession = """
        insert into {0}.sessions as kept (graph, session, number, revision) values ($1, $2, $3, $4)
        on conflict (graph, session) do update set number = $3, revision = $4 where kept.number < $3
        """;

    private const string DropSessions = """
        delete from {0}.sessions where graph = $1 and session in (
            select session from {0}.sessions where graph = $1
            order by revision desc, session collate "C" desc offset $2)
        """;

    /// <summary>Drops the sessions that were heard of longest ago, where there are too many.</summary>
    public Task ForgetSessionsAsync(GraphHead head, CancellationToken cancellation) =>
        RunAsync(DropSessions, cancellation, head.Id, (long)SessionMarks.Most);

    private void Add(NpgsqlBatch batch, NamedNode name, GraphHead head)
    {
        if (name.Node is { } node) Add(batch, UpsertName, head.Id, TextColumn.Write(name.Name), node);
        else Add(batch, "delete from {0}.names where graph = $1 and name = $2", head.Id, TextColumn.Write(name.Name));
    }

    /// <summary>Which of the step's nodes have their numbers already.</summary>
    private async Task<HashSet<int>> KeptAsync(GraphHead head, StoredStep step, CancellationToken cancellation)
    {
        if (step.Nodes.Count == 0) return [];
        await using NpgsqlCommand command = Command(
            "select number from {0}.nodes where graph = $1 and number = any($2)",
            head.Id, step.Nodes.Select(node => node.Definition.Id).ToArray());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        HashSet<int> kept = [];
        while (await reader.ReadAsync(cancellation)) kept.Add(reader.GetInt32(0));
        return kept;
    }

    private async Task<Dictionary<string, int>> NamesAsync(GraphHead head, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command("select name, node from {0}.names where graph = $1", head.Id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, int> names = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            names.Add(TextColumn.Read(reader.GetString(0)), reader.GetInt32(1));
        return names;
    }

    private static byte[] Bytes(StoredNode node) => node.Definition.ToByteArray();

    private async Task<List<Definition>> DefinitionsAsync(GraphHead head, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            "select number, definition from {0}.nodes where graph = $1 order by number", head.Id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<Definition> definitions = [];
        while (await reader.ReadAsync(cancellation))
        {
            int number = reader.GetInt32(0);
            definitions.Add(Parse(number, reader.GetFieldValue<byte[]>(1)));
        }

        return DefinitionOrder.OperandsFirst(definitions);
    }

    private Definition Parse(int number, byte[] bytes)
    {
        try
        {
            Definition definition = Definition.Parser.ParseFrom(bytes);
            return definition.Id == number ? definition : throw Damaged($"node {number} calls itself {definition.Id}");
        }
        catch (InvalidProtocolBufferException error)
        {
            throw Damaged($"the definition of node {number} cannot be read: {error.Message}");
        }
    }

    private async Task<Dictionary<string, AssignmentNumber>> SessionsAsync(
        GraphHead head, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(
            "select session, number from {0}.sessions where graph = $1", head.Id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, AssignmentNumber> sessions = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            sessions.Add(TextColumn.Read(reader.GetString(0)), new AssignmentNumber(reader.GetInt64(1)));
        return sessions;
    }

    private StoreDamagedException Damaged(string how) => new(
        $"graph '{graph}' in schema '{schema}' of the database is damaged: {how}; restore it from a backup");

    private async Task RunAsync(string text, CancellationToken cancellation, params object[] values)
    {
        await using NpgsqlCommand command = Command(text, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string text, params object[] values)
    {
        var command = new NpgsqlCommand(In(text), transaction.Connection, transaction);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
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
