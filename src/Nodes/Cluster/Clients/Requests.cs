using System.Runtime.InteropServices;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// A client's requests under way, and how they are answered: on whichever thread completes them. While a request is
/// under way it holds its nodes, whatever its client says. Safe for any number of threads.
/// </summary>
internal sealed class Requests(ILink link, ClientNodes nodes, Graph graph)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RequestNumber, (Request Request, IReadOnlyList<GraphNode> Held)> _under = [];

    public Graph Graph => graph;

    /// <summary>How many are under way.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _under.Count;
        }
    }

    /// <summary>What the client calls a node.</summary>
    public Func<int, int> Numbers { get; } = nodes.NumberOf;

    /// <exception cref="LetterFormatException">One of that number is under way: the client cannot count.</exception>
    public void Begin(RequestNumber number, Request request)
    {
        lock (_gate)
        {
            if (_under.ContainsKey(number))
            {
                throw new LetterFormatException(
                    $"request {number} is under way already; each needs a number of its own");
            }

            // Of a link that ends at this moment, some may be forgotten already: the clock refuses those.
            _under.Add(number, (request, [.. NodesOf(request).Where(graph.TryHold)]));
        }
    }

    /// <summary>The evaluation of that number, if it is under way.</summary>
    public EvalRequest? FindEvaluation(RequestNumber number)
    {
        lock (_gate) return _under.GetValueOrDefault(number).Request as EvalRequest;
    }

    /// <summary>All evaluations under way, in the order of their numbers.</summary>
    public IReadOnlyList<EvalRequest> Evaluations()
    {
        lock (_gate)
        {
            return [.. _under.OrderBy(one => one.Key.Number).Select(one => one.Value.Request).OfType<EvalRequest>()];
        }
    }

    /// <summary>Answers a request that is complete, if it has no other answer than that.</summary>
    public void End(RequestNumber number, Request done)
    {
        if (!Failed(number, done)) Send(new ClientAnswer { Request = number.Number }, []);
    }

    /// <summary>Whether a request that is complete has no answer but an error, which is sent.</summary>
    public bool Failed(RequestNumber number, Request done)
    {
        (Request Request, IReadOnlyList<GraphNode> Held) ended;
        bool wasUnder;
        lock (_gate) wasUnder = _under.Remove(number, out ended);
        if (wasUnder) graph.Release([.. ended.Held]);
        if (done.Error is { } error) Refuse(number, error);
        return done.Error is not null;
    }

    /// <summary>
    /// Sends an answer; the leases on the arrays go with it. Of one that is too large for the client that is said.
    /// </summary>
    public void Send(ClientAnswer answer, List<NdArray> arrays)
    {
        var letter = new Letter(new Post { ClientAnswer = answer }, [.. arrays], mayBeOvertaken: arrays.Count > 0);
        string? reason = link.TrySend(MemoryMarshal.CreateReadOnlySpan(in letter, 1));
        if (reason is null) return;
        letter.Drop();
        var refusal = ClientRefusal.Limit($"the answer was not sent: {reason}");
        if (answer.Kind == ErrorKind.None) Refuse(new RequestNumber(answer.Request), refusal);
        else link.Close(reason);
    }

    /// <summary>Answers with the node of a name.</summary>
    public void Found(RequestNumber number, Definition found) =>
        Send(new ClientAnswer { Request = number.Number, Found = found }, []);

    public void Refuse(RequestNumber number, Exception error) => Send(
        new ClientAnswer { Request = number.Number, Kind = KindOf(error), Error = error.Message }, []);

    private static IReadOnlyList<GraphNode> NodesOf(Request request) => request switch
    {
        EvalRequest evaluation => evaluation.Nodes,
        Naming naming => naming.Node is { } node ? [node] : [],
        Assignment assignment => VariablesOf(assignment),
        Inspection inspection => inspection.Nodes,
        Relocation relocation => relocation.Nodes,
        _ => [],
    };

    private static GraphNode[] VariablesOf(Assignment assignment)
    {
        var variables = new GraphNode[assignment.Values.Count];
        for (int i = 0; i < variables.Length; i++) variables[i] = assignment.Values[i].Variable;
        return variables;
    }

    private static ErrorKind KindOf(Exception error) => error switch
    {
        MovedException => ErrorKind.TryAgain,
        GraphGoneException => ErrorKind.Deleted,
        OperationCanceledException => ErrorKind.Cancelled,
        ClientRefusal refusal => refusal.Kind,
        { InnerException: StoreAccessException } => ErrorKind.NoAccess,
        { InnerException: StoreAwayException } => ErrorKind.Away,
        _ => ErrorKind.Failed,
    };
}
