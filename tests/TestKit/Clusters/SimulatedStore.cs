using Dataflow.Nodes;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Storage;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// A store that all simulated members share: it takes its time, and fails now and then. It also remembers every step
/// that it has kept, which is the order in which a graph's assignments happened.
/// </summary>
internal sealed class SimulatedStore(SimulationWeather weather)
{
    private readonly InMemoryGraphStore _kept = new();

    /// <summary>All steps that were kept, in order.</summary>
    public List<StoredStep> Steps { get; } = [];

    /// <summary>Is called when a step was kept, before anybody hears of it.</summary>
    public Action Kept { get; set; } = () => { };

    /// <summary>What happens instead of an append; null: nothing does.</summary>
    public Func<IOException?> Instead { get; set; } = () => null;

    /// <summary>What is said after an append was done; null: that it was.</summary>
    public Func<IOException?> Afterwards { get; set; } = () => null;

    /// <summary>How many nodes of a graph are kept.</summary>
    public int CountNodes(string graph) => Open(graph, new Tenure(long.MaxValue)).Content.Nodes.Count;

    /// <summary>The store as one process has it.</summary>
    public IGraphStore For(SimulatedProcess process) => new Handle(this, process);

    private IGraphLog Open(string graph, Tenure tenure) => _kept.OpenAsync(graph, tenure).GetAwaiter().GetResult();

    /// <summary>
    /// A process that dies meanwhile is never told: what its actors made of the answer would not happen, and might be
    /// kept although the step before it was not.
    /// </summary>
    private Task<T> Later<T>(SimulatedProcess process, Func<T> act)
    {
        // Not to run continuations elsewhere: the simulation has one thread.
        var done = new TaskCompletionSource<T>();
        var turn = new Turn(process.World, () => Try(process, act, done));
        process.World.TellLater(turn, new Nodes.Evaluation.Continue(), weather.Delay());
        return done.Task;
    }

    private static void Try<T>(SimulatedProcess process, Func<T> act, TaskCompletionSource<T> done)
    {
        T result;
        try
        {
            result = act();
        }
        catch (IOException error)
        {
            if (!process.IsDead) done.SetException(error);
            return;
        }

        if (!process.IsDead) done.SetResult(result);
    }

    private sealed class Turn(Dispatcher dispatcher, Action act) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => act();
    }

    private sealed class Handle(SimulatedStore store, SimulatedProcess process) : IGraphStore
    {
        public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default) =>
            store._kept.ListAsync(cancellation);

        public Task<IGraphLog> OpenAsync(string graph, Tenure tenure, CancellationToken cancellation = default) =>
            store.Later<IGraphLog>(
                process,
                () => new Log(store, process, store.Open(graph, tenure)));

        public Task<bool> DeleteAsync(string graph, Tenure tenure, CancellationToken cancellation = default) =>
            store.Later(
                process, () => store._kept.DeleteAsync(graph, tenure, cancellation).GetAwaiter().GetResult());
    }

    private sealed class Log(SimulatedStore store, SimulatedProcess process, IGraphLog log) : IGraphLog
    {
        private bool _isInDoubt;

        public StoredGraph Content => log.Content;

        /// <summary>A process that dies meanwhile has either kept it or not.</summary>
        public Task AppendAsync(StoredStep step, CancellationToken cancellation = default) => store.Later(process, () =>
        {
            if (_isInDoubt) throw new StoreInDoubtException("the log is of no use any more");
            IOException? failure = store.Instead() ?? store.AnyFailure(process);
            _isInDoubt = failure is StoreInDoubtException;
            if (failure is not null && (!_isInDoubt || process.World.Draw(2) == 0)) throw failure;
            if (process.IsDead && process.World.Draw(2) == 0) return false;
            log.AppendAsync(step, cancellation).GetAwaiter().GetResult();
            store.Steps.Add(step);
            store.Kept();
            failure ??= store.Afterwards();
            _isInDoubt = failure is not null;
            return failure is null ? true : throw failure;
        });

        public ValueTask DisposeAsync() => log.DisposeAsync();
    }

    /// <summary>No room; a database that is away; or one that went before it said what it has kept.</summary>
    private IOException? AnyFailure(SimulatedProcess process)
    {
        if (process.World.Draw(100) >= weather.StoreFailures) return null;
        return process.World.Draw(3) switch
        {
            0 => new IOException("no space is left"),
            1 => new StoreAwayException("the database is away", new IOException("nobody listens")),
            _ => new StoreInDoubtException("the database went away meanwhile"),
        };
    }
}
