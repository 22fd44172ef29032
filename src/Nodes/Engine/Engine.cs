using System.Diagnostics;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Engine;

/// <summary>
/// One graph and what works it, behind five verbs: define a formula, assign variables, evaluate nodes, fetch what is
/// valid, and take a snapshot of states. Any number of threads may call any verb at any time.
/// </summary>
internal sealed class Engine : ISession
{
    private readonly Dispatcher _dispatcher;
    private readonly MachineActor _clock;
    private readonly LocalOutbox _outbox;

    public Engine(EngineOptions options, Dispatcher dispatcher)
        : this(new ShardsOfLength(options.Checked().NodesPerActor),
            ShardLimits.Default with
            {
                KernelsAtATime = options.KernelsAtATime,
                Budget = new CacheBudget(options.CacheBytes),
            },
            dispatcher)
    {
    }

    /// <summary>
    /// An engine of given parts; with a log, assignments are kept there before they are acknowledged.
    /// </summary>
    public Engine(
        IShardPolicy policy, ShardLimits limits, Dispatcher dispatcher, IGraphLog? log = null, Graph? graph = null)
    {
        Graph = graph ?? new Graph();
        _dispatcher = dispatcher;
        _outbox = new LocalOutbox(Graph, dispatcher, limits, log);
        var clock = new GraphMachine(_outbox, policy, log is null ? null : new GraphStart(log.Content.Sessions));
        _clock = new MachineActor(clock, dispatcher);
        _outbox.Clock = _clock;
        Graph.WhenForgotten = nodes => _clock.Tell(new NodesForgotten(nodes));
    }

    public Graph Graph { get; }

    /// <summary>Nobody needs the graph any more: whoever waits is told, and memory goes back.</summary>
    public void Dispose()
    {
        _clock.Tell(new Broken(new ObjectDisposedException("Context", "the context was disposed of meanwhile")));
        _outbox.Dissolve();
    }

    /// <summary>The node of a formula, old or new.</summary>
    public GraphNode Define(in Formula formula) => Graph.Apply(formula);

    public GraphNode Variable(ElementType type, string? name, Shape? shape) => Graph.Variable(type, name, shape);

    public void Publish(string name, GraphNode node) => Graph.Names.Add(name, node);

    public void Unpublish(string name) => Graph.Names.Remove(name);

    public GraphNode Find(string name) => Graph.Names.Find(name);

    public void CompareValues(GraphNode node) => node.ComparesValues = true;

    /// <summary>A hint that is kept and has no effect: there is one member.</summary>
    public void Place(GraphNode node, PlaceRequest where) => Graph.Place(node, where);

    public Task MoveAsync(IReadOnlyList<GraphNode> nodes, PlaceRequest where, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return AskAsync(new Relocation(nodes, where), cancellation);
    }

    /// <summary>Gives variables their values as one step; done when every later evaluation will see it.</summary>
    public void Assign(Assignment assignment) => Ask(assignment);

    /// <summary>
    /// The same, without a thread that waits. Whoever cancels waits no longer; the step takes effect or not.
    /// </summary>
    public Task AssignAsync(Assignment assignment, CancellationToken cancellation = default) =>
        AskAsync(assignment, cancellation);

    /// <summary>The values of these nodes at one revision. The caller gets a lease on each.</summary>
    public VersionedValue[] Eval(params GraphNode[] nodes) => Eval(nodes, CancellationToken.None);

    /// <summary>The same. Cancelling leaves the engine as if it had not been asked.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; has the caller's token.</exception>
    public VersionedValue[] Eval(GraphNode[] nodes, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var evaluation = new EvalRequest(nodes, Need.Value);
        using (Withdrawing(evaluation, cancellation)) Ask(evaluation, cancellation);
        return evaluation.Answers;
    }

    /// <summary>
    /// The same, without a thread that waits. Cancelling leaves the engine as if it had not been asked.
    /// </summary>
    public async Task<VersionedValue[]> EvalAsync(GraphNode[] nodes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var evaluation = new EvalRequest(nodes, Need.Value);
        await using (Withdrawing(evaluation, cancellation))
        {
            Task done = evaluation.AsTask();
            _clock.Tell(evaluation);
            await done.ConfigureAwait(false);
        }

        ThrowIfFailed(evaluation, cancellation);
        return evaluation.Answers;
    }

    /// <summary>What these nodes hold now, if it is valid; nothing runs. The caller gets a lease on each.</summary>
    public VersionedValue[] Fetch(params GraphNode[] nodes)
    {
        var evaluation = new EvalRequest(nodes, Need.IfValid);
        Ask(evaluation);
        return evaluation.Answers;
    }

    public Survey TakeSurvey()
    {
        var survey = new Survey();
        Ask(survey);
        survey.Nodes = Graph.Count;
        return survey;
    }

    /// <summary>The state of each of these nodes.</summary>
    public IReadOnlyList<NodeStatus> Snapshot(IReadOnlyList<GraphNode> nodes)
    {
        var inspection = new Inspection(nodes);
        Ask(inspection);
        return inspection.Statuses;
    }

    /// <summary>Sends a request without waiting; who sent it looks at its completion.</summary>
    public void Post(Message request) => _clock.Tell(request);

    /// <summary>Checks, in builds with laws, what holds between shards when nothing is under way.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckAtRest() => _outbox.CheckAtRest();

    /// <summary>Who cancels waits until the clock says that it is over, as <see cref="Withdrawing"/> tells.</summary>
    private void Ask(Request request, CancellationToken cancellation = default)
    {
        _dispatcher.CallerRuns(_clock, request, request, CancellationToken.None);
        ThrowIfFailed(request, cancellation);
    }

    /// <summary>What cannot be taken back any more goes on when nobody waits for it.</summary>
    private async Task AskAsync(Request request, CancellationToken cancellation)
    {
        Task done = request.AsTask();
        _clock.Tell(request);
        await done.WaitAsync(cancellation).ConfigureAwait(false);
        ThrowIfFailed(request, cancellation);
    }

    /// <summary>
    /// Has an evaluation taken back when its caller cancels. The caller still waits until the clock says so: from then
    /// on nothing is under way for it, and its answers hold nothing.
    /// </summary>
    private CancellationTokenRegistration Withdrawing(
        EvalRequest evaluation, CancellationToken cancellation) =>
        !cancellation.CanBeCanceled ? default : cancellation.UnsafeRegister(
            static (state, _) => ((Action)state!)(), () => _clock.Tell(new Cancellation(evaluation)));

    /// <summary>An engine does not know tokens: who cancelled is told by his own.</summary>
    private static void ThrowIfFailed(Request request, CancellationToken cancellation)
    {
        if (request.Error is not { } error) return;
        if (error is OperationCanceledException && cancellation.IsCancellationRequested)
            throw new OperationCanceledException(error.Message, error, cancellation);
        throw error;
    }
}
