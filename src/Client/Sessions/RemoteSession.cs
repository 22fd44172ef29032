using System.Security.Cryptography;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Client.Sessions;

/// <summary>
/// A client's end of a graph that the members of a cluster work. Formulas are built here and told to the graph's home
/// with the request that first needs them. Who asks sends on its own thread and waits for the answer's completion.
/// </summary>
internal sealed partial class RemoteSession : ISession, ILinkOwner, IDisposable
{
    private readonly string _name;
    private readonly string _session = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly MemberSearch _search;
    private readonly ClientOptions _options;
    private int _unnamed;

    public RemoteSession(string name, MemberSearch search, ClientOptions options)
    {
        (_name, _search, _options) = (name, search, options);
        Graph.WhenForgotten = OnForgotten;
    }

    public Graph Graph { get; } = new();

    /// <summary>Is told when it is disposed of.</summary>
    public Action Ended { get; init; } = static () => { };

    /// <summary>Makes sure that the graph can be reached.</summary>
    public Task OpenAsync(CancellationToken cancellation) => AskAsync(new RemoteInspection([]), cancellation);

    /// <summary>
    /// A named one is found by its name by all clients of the graph; a key that begins with # is one client's.
    /// </summary>
    public GraphNode Variable(ElementType type, string? name, Shape? shape)
    {
        if (string.IsNullOrEmpty(name))
            return Graph.VariableByKey(type, name, shape, $"#{_session}/{Interlocked.Increment(ref _unnamed)}");
        return Graph.VariableByKey(type, name, shape, name.StartsWith('#') ? $"#{name}" : name);
    }

    public void CompareValues(GraphNode node)
    {
        node.ComparesValues = true;
        TellAgain(node);
    }

    public void Place(GraphNode node, PlaceRequest where)
    {
        if (Graph.WhereOf(node) is not null) return;
        Graph.Place(node, where);
        TellAgain(node);
    }

    public void Assign(Assignment assignment) => Ask(new RemoteAssignment(assignment, _options.GiveUpAfter));

    public Task AssignAsync(Assignment assignment, CancellationToken cancellation = default) =>
        AskAsync(new RemoteAssignment(assignment, _options.GiveUpAfter), cancellation);

    public VersionedValue[] Eval(GraphNode[] nodes, CancellationToken cancellation = default)
    {
        var evaluation = new RemoteEvaluation(nodes, Need.Value);
        Ask(evaluation, cancellation);
        return evaluation.Answers;
    }

    public async Task<VersionedValue[]> EvalAsync(GraphNode[] nodes, CancellationToken cancellation)
    {
        var evaluation = new RemoteEvaluation(nodes, Need.Value);
        await AskAsync(evaluation, cancellation).ConfigureAwait(false);
        return evaluation.Answers;
    }

    public VersionedValue[] Fetch(params GraphNode[] nodes)
    {
        var held = new RemoteEvaluation(nodes, Need.IfValid);
        Ask(held);
        return held.Answers;
    }

    public Survey TakeSurvey()
    {
        var survey = new RemoteSurvey();
        Ask(survey);
        return survey.Survey;
    }

    public IReadOnlyList<NodeStatus> Snapshot(IReadOnlyList<GraphNode> nodes)
    {
        var inspection = new RemoteInspection(nodes);
        Ask(inspection);
        return inspection.Statuses;
    }

    public Task MoveAsync(IReadOnlyList<GraphNode> nodes, PlaceRequest where, CancellationToken cancellation) =>
        AskAsync(new RemoteMove(nodes, where), cancellation);

    private void Ask(RemoteRequest request, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Begin(request);
        using (GivingUp(request, cancellation)) request.Wait(CancellationToken.None); // giving up completes it
        if (request.Error is { } error) throw error;
    }

    private async Task AskAsync(RemoteRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Task done = request.AsTask();
        Begin(request);
        await using (GivingUp(request, cancellation)) await done.ConfigureAwait(false);
        if (request.Error is { } error) throw error;
    }

    private CancellationTokenRegistration GivingUp(RemoteRequest request, CancellationToken cancellation) =>
        !cancellation.CanBeCanceled ? default : cancellation.UnsafeRegister(
            static (state, token) => ((Action<CancellationToken>)state!)(token),
            (Action<CancellationToken>)(token => GiveUp(request, token)));
}
