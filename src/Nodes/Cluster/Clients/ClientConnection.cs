using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// The home's end of one client's link: it turns letters into requests to the graph's clock, which are answered over
/// the link when they complete. The client calls nodes by numbers of its own, in any order and with gaps. Called by the
/// thread that reads the link.
/// </summary>
internal sealed partial class ClientConnection
{
    private readonly IServedGraph _served;
    private readonly ConnectionOptions _options;
    private readonly ClientNodes _nodes = new();
    private readonly Requests _requests;
    private int _isClosed;
    private bool _isOutOfOrder;

    public ClientConnection(IServedGraph served, ILink link, ConnectionOptions options)
    {
        (_served, _options) = (served, options);
        _requests = new Requests(link, _nodes, served.Graph);
        served.SilentClients.Came();
    }

    /// <summary>
    /// Serves one letter. Its arrays stay the caller's. What is wrong with one request is that request's answer.
    /// </summary>
    /// <exception cref="DataflowException">It cannot be read: the link is of no use any more.</exception>
    public void Received(Post body, IReadOnlyList<NdArray> arrays)
    {
        switch (body.BodyCase)
        {
            case Post.BodyOneofCase.Define: Define(body.Define, arrays); break;
            case Post.BodyOneofCase.ForgetNodes: Forget(body.ForgetNodes); break;
            case Post.BodyOneofCase.ClientFind: Find(body.ClientFind); break;
            case Post.BodyOneofCase.ClientName: Serve(body.ClientName.Request, body, arrays); break;
            case Post.BodyOneofCase.ClientAssign: Serve(body.ClientAssign.Request, body, arrays); break;
            case Post.BodyOneofCase.ClientEval: Serve(body.ClientEval.Request, body, arrays); break;
            case Post.BodyOneofCase.ClientSnapshot: Serve(body.ClientSnapshot.Request, body, arrays); break;
            case Post.BodyOneofCase.ClientSurvey: Serve(body.ClientSurvey.Request, body, arrays); break;
            case Post.BodyOneofCase.ClientMove: Serve(body.ClientMove.Request, body, arrays); break;
            case Post.BodyOneofCase.ClientCancel: Cancel(body.ClientCancel.Request); break;
            default: throw new LetterFormatException($"a client does not say {body.BodyCase} to the home of a graph");
        }
    }

    /// <summary>
    /// The link is closed: nobody waits for its evaluations any more. Its nodes stay for a while, since the client may
    /// come back.
    /// </summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1) return;
        foreach (EvalRequest evaluation in _requests.Evaluations()) _served.Post(new Cancellation(evaluation));
        _served.SilentClients.Went(_nodes.ForgetAll());
    }

    private void Forget(ForgetNodes forget) => _served.Graph.Release(
        [.. forget.All ? _nodes.ForgetAll() : _nodes.Forget(forget.Nodes)]);

    private void Find(ClientFind find)
    {
        var number = new RequestNumber(find.Request);
        try
        {
            Graphs.GraphNode node = _served.Find(find.Name);
            _requests.Found(number, DefinitionCodec.EncodePublished(find.Name, node));
            _served.Graph.Release(node);
        }
        catch (DataflowException error)
        {
            _requests.Refuse(number, error);
        }
    }

    private void Serve(long sent, Post body, IReadOnlyList<NdArray> arrays)
    {
        var number = new RequestNumber(sent);
        bool isCounted = body.BodyCase is Post.BodyOneofCase.ClientAssign or Post.BodyOneofCase.ClientName;
        try
        {
            if (isCounted) CheckInOrder();
            CheckRoom();
            Request request = Read(body, arrays);
            _requests.Begin(number, request);
            _served.Post(request);
            _isOutOfOrder |= isCounted && request is { IsCompleted: true, Error: MovedException };
        }
        catch (DataflowException error) when (error is not LetterFormatException)
        {
            _isOutOfOrder |= isCounted && error is ClientRefusal { Kind: ErrorKind.TryAgain };
            _requests.Refuse(number, error);
        }
    }

    /// <summary>
    /// A client that is told to try again says its steps once more from the one that was refused, over another link. If
    /// a later one had taken effect meanwhile, the earlier would be taken for a repeat.
    /// </summary>
    private void CheckInOrder()
    {
        if (_isOutOfOrder) throw ClientRefusal.ForNow("a step before this one is to be tried again first");
    }

    private Request Read(Post body, IReadOnlyList<NdArray> arrays) => body.BodyCase switch
    {
        Post.BodyOneofCase.ClientAssign => Read(body.ClientAssign, arrays),
        Post.BodyOneofCase.ClientEval => Read(body.ClientEval),
        Post.BodyOneofCase.ClientName => Read(body.ClientName),
        Post.BodyOneofCase.ClientSnapshot => Read(body.ClientSnapshot),
        Post.BodyOneofCase.ClientSurvey => Read(body.ClientSurvey),
        _ => Read(body.ClientMove),
    };

    private ClientEvalRequest Read(ClientEval eval)
    {
        var need = (Need)eval.Need;
        if (need is Need.IfValid or Need.Value)
            return new ClientEvalRequest(_requests, new RequestNumber(eval.Request), _nodes.Find(eval.Nodes), need);
        throw new DataflowException($"an evaluation's need was {eval.Need}: it is 0 for a glance, 2 for the value");
    }

    private ClientSurveyRequest Read(ClientSurvey survey) => new(_requests, new RequestNumber(survey.Request));

    private ClientInspection Read(ClientSnapshot snapshot) =>
        new(_requests, new RequestNumber(snapshot.Request), _nodes.Find(snapshot.Nodes));

    private ClientRelocation Read(ClientMove move)
    {
        Graphs.PlaceRequest where = DefinitionCodec.Decode(move.Where)
            ?? throw new DataflowException("nothing was moved: no place was given to move to");
        if (_served.RefusalOf(where) is { } refusal) throw refusal.Of("nothing was moved");
        return new ClientRelocation(
            _requests, new RequestNumber(move.Request), _nodes.Find(move.Nodes), where);
    }

    private void Cancel(long number)
    {
        if (_requests.FindEvaluation(new RequestNumber(number)) is { } evaluation)
            _served.Post(new Cancellation(evaluation));
    }

    private void CheckRoom()
    {
        int under = _requests.Count;
        if (under < _options.MaxRequests) return;
        throw ClientRefusal.Limit(
            $"{under} requests of this connection are under way, and no more are taken: wait for answers, or raise "
            + LimitNames.RequestsInFlight);
    }
}
