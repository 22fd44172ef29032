using System.Collections.Concurrent;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>A client's requests under way, and how they are answered. Safe for any number of threads.</summary>
internal sealed class Requests(ILink link)
{
    private readonly ConcurrentDictionary<long, Evaluation.Evaluation> _evaluations = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(long request, Evaluation.Evaluation evaluation)
    {
        if (!_evaluations.TryAdd(request, evaluation))
            throw new LetterFormatException($"request {request} is under way already");
    }

    public Evaluation.Evaluation? Find(long request) => _evaluations.GetValueOrDefault(request);

    public IReadOnlyList<Evaluation.Evaluation> TakeEvaluations() => [.. _evaluations.Values];

    public void Began() => Interlocked.Increment(ref _count);

    public void Answer(long request, Request done, Action<ClientAnswer, List<NdArray>> fill)
    {
        Interlocked.Decrement(ref _count);
        _evaluations.TryRemove(request, out _);
        if (done.Error is { } error)
        {
            Refuse(request, KindOf(error), error.Message);
            return;
        }

        var answer = new ClientAnswer { Request = request };
        var arrays = new List<NdArray>();
        fill(answer, arrays);
        link.Send([new Letter(new Post { ClientAnswer = answer }, [.. arrays], mayBeOvertaken: true)]);
    }

    public void Refuse(long request, ErrorKind kind, string error) => link.Send([Letter.Of(new Post
    {
        ClientAnswer = new ClientAnswer { Request = request, Kind = kind, Error = error },
    })]);

    private static ErrorKind KindOf(Exception error) => error switch
    {
        MovedException => ErrorKind.TryAgain,
        OperationCanceledException => ErrorKind.Cancelled,
        _ => ErrorKind.Failed,
    };
}

internal sealed class DoorEvaluation : Evaluation.Evaluation
{
    private readonly Requests _requests;
    private readonly long _request;

    public DoorEvaluation(Requests requests, long request, GraphNode[] nodes, Need need)
        : base(nodes, need)
    {
        (_requests, _request) = (requests, request);
        requests.Began();
    }

    protected override void OnCompleted() => _requests.Answer(_request, this, (answer, arrays) =>
    {
        foreach (Holding holding in Answers) answer.Held.Add(ValueCodec.Encode(holding, arrays));
    });
}

internal sealed class DoorAssignment : Assignment
{
    private readonly Requests _requests;
    private readonly long _request;

    public DoorAssignment(Requests requests, long request)
    {
        (_requests, _request) = (requests, request);
        requests.Began();
    }

    protected override void OnCompleted() => _requests.Answer(_request, this, (_, _) => { });
}

internal sealed class DoorInspection : Inspection
{
    private readonly Requests _requests;
    private readonly long _request;

    public DoorInspection(Requests requests, long request, GraphNode[] nodes)
        : base(nodes)
    {
        (_requests, _request) = (requests, request);
        requests.Began();
    }

    protected override void OnCompleted() => _requests.Answer(
        _request, this, (answer, _) => answer.Statuses.AddRange(Statuses.Select(status => ValueCodec.Encode(status))));
}

internal sealed class DoorRelocation : Relocation
{
    private readonly Requests _requests;
    private readonly long _request;

    public DoorRelocation(Requests requests, long request, GraphNode[] nodes, Graphs.Where where)
        : base(nodes, where)
    {
        (_requests, _request) = (requests, request);
        requests.Began();
    }

    protected override void OnCompleted() => _requests.Answer(_request, this, (_, _) => { });
}
