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

    /// <summary>The store as one process has it.</summary>
    public IGraphStore For(SimulatedProcess process) => new Handle(this, process);

    private IGraphLog Open(string graph, long owner) => _kept.OpenAsync(graph, owner).GetAwaiter().GetResult();

    private Task<T> Later<T>(SimulatedProcess process, Func<T> act)
    {
        // Not to run continuations elsewhere: the simulation has one thread.
        var done = new TaskCompletionSource<T>();
        var turn = new Turn(process.World, () => Try(act, done));
        process.World.TellLater(turn, new Nodes.Evaluation.Continue(), weather.Delay());
        return done.Task;
    }

    private static void Try<T>(Func<T> act, TaskCompletionSource<T> done)
    {
        T result;
        try
        {
            result = act();
        }
        catch (IOException error)
        {
            done.SetException(error);
            return;
        }

        done.SetResult(result);
    }

    private sealed class Turn(Dispatcher dispatcher, Action act) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => act();
    }

    private sealed class Handle(SimulatedStore store, SimulatedProcess process) : IGraphStore
    {
        public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default) =>
            store._kept.ListAsync(cancellation);

        public Task<IGraphLog> OpenAsync(string graph, long owner, CancellationToken cancellation = default) =>
            store.Later<IGraphLog>(
                process,
                () => new Log(store, process, store.Open(graph, owner)));
    }

    private sealed class Log(SimulatedStore store, SimulatedProcess process, IGraphLog log) : IGraphLog
    {
        public StoredGraph Content => log.Content;

        /// <summary>A process that dies meanwhile has either kept it or not, and is not told.</summary>
        public Task AppendAsync(StoredStep step, CancellationToken cancellation = default) => store.Later(process, () =>
        {
            if (process.World.Draw(100) < store.Weather.StoreFailures) throw new IOException("no space is left");
            if (process.IsDead && process.World.Draw(2) == 0) return false;
            log.AppendAsync(step, cancellation).GetAwaiter().GetResult();
            store.Steps.Add(step);
            store.Kept();
            return true;
        });

        public ValueTask DisposeAsync() => log.DisposeAsync();
    }

    private SimulationWeather Weather => weather;
}
