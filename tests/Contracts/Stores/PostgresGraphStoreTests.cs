using Dataflow.Host.Postgres;
using Dataflow.Nodes;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Npgsql;

namespace Dataflow.Contracts.Stores;

/// <summary>G11: what was acknowledged survives, also when the database fails as a machine does.</summary>
public sealed class PostgresGraphStoreTests : GraphStoreContract, IAsyncLifetime
{
    private const string Name = "graph";

    private readonly string _schema = PostgresServer.NewSchema();
    private readonly List<PostgresGraphStore> _stores = [];

    [Fact]
    public async Task Open_AfterNodesAndSessions_GivesThemInOrder()
    {
        NdArray constant = NdArray<float>.From([1, 2, 3, 4], Shape.Of(2, 2));
        var step = new StoredStep(new(1))
        {
            Nodes =
            [
                new StoredNode(new Definition { Id = 0, Kind = Kind.Variable, Name = "x" }),
                new StoredNode(new Definition { Id = 1, Kind = Kind.Constant, Enclosed = 0 }, constant),
                new StoredNode(new Definition { Id = 2, Kind = Kind.Operation, Operator = "add", Operands = { 0, 1 } }),
            ],
            Sessions = [("s", new(7))],
        };
        await AppendAsync(Open(), step, step with { Sessions = [("s", new(5)), ("t", new(1))] });
        StoredGraph kept = await LoadAsync(Open());
        Assert.Equal(step.Nodes.Select(node => node.Definition), kept.Nodes.Select(node => node.Definition));
        var read = Assert.IsType<NdArray<float>>(kept.Nodes[1].Constant);
        Assert.True(read.ValueEquals((NdArray<float>)constant));
        Assert.Equal((7, 1), (kept.Sessions["s"].Number, kept.Sessions["t"].Number));
        Assert.Equal([Name], await Open().ListAsync());
    }

    [Fact]
    public async Task Open_AfterALargeArrayWasReplacedByALarger_GivesItBitByBit()
    {
        double[] values = new double[5_000_000];
        for (int i = 0; i < values.Length; i++) values[i] = BitConverter.Int64BitsToDouble(i * 0x1E3779B97F4A7C15L);
        NdArray<double> array = NdArray<double>.Move(values, Shape.Of(2, 2_500_000));
        await AppendAsync(Open(), ValueStep(1, NdArray<double>.Move(values[..3_000_000])), ValueStep(2, array));
        NdArray read = Assert.Single((await LoadAsync(Open())).Values).Content;
        Assert.Equal(array.Shape, read.Shape);
        Assert.True(array.ValueEquals((NdArray<double>)read));
    }

    [Fact]
    public async Task Append_WhileALaterTenureOpens_IsInWhatThatTenureReadsOrFails()
    {
        for (int i = 1; i <= 20; i++)
        {
            await using IGraphLog earlier = await Open().OpenAsync($"g{i}", new(i));
            Task append = earlier.AppendAsync(ValueStep(i, NdArray<double>.Scalar(i)));
            await using IGraphLog later = await _stores[0].OpenAsync($"g{i}", new(i + 1));
            bool isKept = await Record.ExceptionAsync(() => append) is null;
            Assert.Equal(isKept ? i : 0, later.Content.Revision.Number);
        }
    }

    [Fact]
    public async Task Append_BeforeTheDatabaseFails_IsThereWhenItIsBack()
    {
        using PostgresServer server = new();
        PostgresGraphStore store = Open(server);
        await using IGraphLog log = await store.OpenAsync(Name, new(1));
        await log.AppendAsync(ValueStep(1, NdArray<double>.Scalar(1)));
        server.Kill();
        IOException error = await Assert.ThrowsAsync<StoreAwayException>(
            () => log.AppendAsync(ValueStep(2, NdArray<double>.Scalar(2))));
        Assert.Contains($"revision 2 of graph '{Name}' was not kept", error.Message, StringComparison.Ordinal);
        server.Start();
        Assert.Equal(1, (await LoadAsync(store, tenure: 1)).Revision.Number);
        await log.AppendAsync(ValueStep(2, NdArray<double>.Scalar(2)));
        Assert.Equal(2, (await LoadAsync(store)).Revision.Number);
    }

    [Fact]
    public async Task Append_WhoseCommitWasDoneUnheard_IsKeptOnce()
    {
        using PostgresServer server = new();
        await using IGraphLog log = await Open(server).OpenAsync(Name, new(1));
        await using NpgsqlDataSource admin = NpgsqlDataSource.Create(server.ConnectionString);
        // A commit is done and then waits for a standby that never comes, until its connection is cut.
        await RunAsync(admin, "alter system set synchronous_standby_names = 'nobody'");
        await RunAsync(admin, "select pg_reload_conf()");
        long revision = await AppendUntilOneWaitsAsync(log, admin);
        await RunAsync(admin, "alter system reset synchronous_standby_names");
        await RunAsync(admin, "select pg_reload_conf()");
        await log.AppendAsync(ValueStep(revision + 1, NdArray<double>.Scalar(2)));
        Assert.Equal(revision + 1, (await LoadAsync(_stores[0])).Revision.Number);
    }

    [Fact]
    public async Task Append_WhoseCommitFails_IsNotKeptAndTheNextMayBe()
    {
        PostgresGraphStore store = Open(PostgresServer.Shared);
        await using IGraphLog log = await store.OpenAsync(Name, new(1));
        await using NpgsqlDataSource admin = NpgsqlDataSource.Create(PostgresServer.Shared.ConnectionString);
        await RunAsync(admin, $"""
            create function {_schema}.cut() returns trigger language plpgsql as
                'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
            create constraint trigger cut after insert on {_schema}.contents initially deferred
                for each row execute function {_schema}.cut()
            """);
        IOException error = await Assert.ThrowsAsync<StoreAwayException>(
            () => log.AppendAsync(ValueStep(1, NdArray<double>.Scalar(1))));
        Assert.Contains("broke while it was committed", error.Message, StringComparison.Ordinal);
        await RunAsync(admin, $"drop trigger cut on {_schema}.contents");
        await log.AppendAsync(ValueStep(1, NdArray<double>.Scalar(10)));
        StoredValue value = Assert.Single((await LoadAsync(store)).Values);
        Assert.Equal(10, ((NdArray<double>)value.Content).AsSpan()[0]);
    }

    [Theory]
    [InlineData("update {0}.contents set sizes = '{{1000000000,1000}}'", "the array of node 0 has shape")]
    [InlineData("update {0}.nodes set definition = '\\xff'", "the definition of node 0 cannot be read")]
    [InlineData("update {0}.nodes set number = 1", "node 1 calls itself 0")]
    public async Task Open_OfWhatWasDamaged_SaysWhere(string damage, string how)
    {
        var node = new StoredNode(new Definition { Id = 0, Kind = Kind.Variable });
        await AppendAsync(Open(), ValueStep(1, NdArray<double>.From([1, 2, 3])) with { Nodes = [node] });
        await using NpgsqlDataSource admin = NpgsqlDataSource.Create(PostgresServer.Shared.ConnectionString);
        await RunAsync(admin, string.Format(null, damage, _schema));
        var error = await Assert.ThrowsAsync<StoreDamagedException>(() => Open().OpenAsync(Name, new(9)));
        Assert.Contains($"graph '{Name}' in schema '{_schema}' of the database is damaged: {how}", error.Message,
            StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (PostgresGraphStore store in _stores) await store.DisposeAsync();
    }

    private protected override IGraphStore Open() => Open(PostgresServer.Shared);

    private PostgresGraphStore Open(PostgresServer server)
    {
        var settings = new PostgresSettings(server.ConnectionString, _schema);
        var store = new PostgresGraphStore(settings, TimeProvider.System);
        _stores.Add(store);
        return store;
    }

    /// <summary>The server takes its settings up some time later; appends before then are done at once.</summary>
    private static async Task<long> AppendUntilOneWaitsAsync(IGraphLog log, NpgsqlDataSource admin)
    {
        const string Cut = "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'";
        for (long revision = 1; ; revision++)
        {
            Task append = log.AppendAsync(ValueStep(revision, NdArray<double>.Scalar(1)));
            bool isCut = false;
            while (!isCut && !append.IsCompleted) isCut = await RunAsync(admin, Cut);
            await append;
            if (isCut) return revision;
        }
    }

    private static StoredStep ValueStep(long revision, NdArray value) =>
        new(new Revision(revision)) { Values = [new StoredValue(new NodeId(0), value, new(revision))] };

    private static async Task AppendAsync(IGraphStore store, params StoredStep[] steps)
    {
        await using IGraphLog log = await store.OpenAsync(Name, new(1));
        foreach (StoredStep step in steps) await log.AppendAsync(step);
    }

    private static async Task<StoredGraph> LoadAsync(IGraphStore store, long tenure = 9)
    {
        await using IGraphLog log = await store.OpenAsync(Name, new(tenure));
        return log.Content;
    }

    /// <returns>Whether it gave a row.</returns>
    private static async Task<bool> RunAsync(NpgsqlDataSource source, string text)
    {
        await using NpgsqlCommand command = source.CreateCommand(text);
        return await command.ExecuteScalarAsync() is not null;
    }
}
