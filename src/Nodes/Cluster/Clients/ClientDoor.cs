using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// The home's end of one client's link: it turns letters into requests to the graph's clock, which are answered over
/// the link when they complete. The client calls nodes by numbers of its own. Called by the thread that reads the link.
/// </summary>
internal sealed class ClientDoor(IGraphDesk desk, ILink link, DoorOptions options)
{
    private readonly ChunkedList<Known> _nodes = new();
    private readonly Requests _requests = new(link);

    private readonly record struct Known(GraphNode? Node);

    /// <summary>Serves one letter. Its arrays stay the caller's.</summary>
    /// <exception cref="DataflowException">It cannot be read: the link is of no use any more.</exception>
    public void Received(Post body, IReadOnlyList<NdArray> arrays)
    {
        switch (body.BodyCase)
        {
            case Post.BodyOneofCase.Define: Define(body.Define, arrays); break;
            case Post.BodyOneofCase.ClientAssign: Try(body.ClientAssign.Request, () => Assign(body.ClientAssign, arrays)); break;
            case Post.BodyOneofCase.ClientEval: Try(body.ClientEval.Request, () => Eval(body.ClientEval)); break;
            case Post.BodyOneofCase.ClientCancel: Cancel(body.ClientCancel.Request); break;
            case Post.BodyOneofCase.ClientSnapshot: Try(body.ClientSnapshot.Request, () => Snapshot(body.ClientSnapshot)); break;
            case Post.BodyOneofCase.ClientMove: Try(body.ClientMove.Request, () => Move(body.ClientMove)); break;
            default: throw new LetterFormatException($"a member does not expect {body.BodyCase} from a client");
        }
    }

    /// <summary>The link is closed: nobody waits for its evaluations any more.</summary>
    public void Close()
    {
        foreach (Evaluation.Evaluation evaluation in _requests.TakeEvaluations()) desk.Post(new Cancellation(evaluation));
    }

    private void Define(Define define, IReadOnlyList<NdArray> arrays)
    {
        foreach (Definition definition in define.Nodes)
        {
            if (desk.Graph.Count >= options.MaxNodes)
            {
                throw new LetterFormatException(
                    $"the graph has {desk.Graph.Count} nodes already; raise {nameof(DoorOptions.MaxNodes)}, or use another");
            }

            if (DefinitionCodec.Decode(definition.Where) is { } where && desk.Objection(where) is { } objection)
            {
                throw new DataflowException($"node #{definition.Id} cannot be placed: {objection}");
            }

            Know(definition.Id, desk.Graph.Define(definition, Find, arrays));
        }

        desk.Defined();
    }

    private void Assign(ClientAssign assign, IReadOnlyList<NdArray> arrays)
    {
        var assignment = new DoorAssignment(_requests, assign.Request)
        {
            Session = assign.Session, Number = assign.Number,
        };
        foreach (ClientValue value in assign.Values)
        {
            GraphNode variable = Find(value.Node);
            if (variable.Kind != NodeKind.Variable)
                throw new NotAssignableException($"node {variable} is not a variable: only variables can be assigned");
            assignment.Values.Add((variable, Admit(ValueCodec.Decode(value.Value, arrays), variable)));
        }

        desk.Post(assignment);
    }

    /// <summary>An array that is assigned is shared with everybody who reads it, so it must not change any more.</summary>
    private static Value Admit(in Value value, GraphNode variable)
    {
        if (value.Fault is not null) throw new LetterFormatException($"a fault was assigned to variable {variable}");
        if (value.Array is { } array && array.ElementType != variable.ElementType)
            throw new LetterFormatException($"variable {variable} is {variable.ElementType}, the value {array.ElementType}");
        if (variable.Shape is { } declared && !declared.Equals(value.Shape))
        {
            throw new ShapeException(
                $"variable '{variable.Name}' was declared with shape {declared} and was assigned shape {value.Shape}");
        }

        value.Array?.Stay();
        return value;
    }

    private void Eval(ClientEval eval)
    {
        GraphNode[] nodes = [.. eval.Nodes.Select(Find)];
        Need need = eval.Need == (int)Need.Glance ? Need.Glance : Need.Value;
        var evaluation = new DoorEvaluation(_requests, eval.Request, nodes, need);
        _requests.Add(eval.Request, evaluation);
        desk.Post(evaluation);
    }

    private void Snapshot(ClientSnapshot snapshot) => desk.Post(
        new DoorInspection(_requests, snapshot.Request, [.. snapshot.Nodes.Select(Find)]));

    private void Move(ClientMove move)
    {
        Graphs.Where where = DefinitionCodec.Decode(move.Where)
            ?? throw new LetterFormatException("a move came without a place to move to");
        if (desk.Objection(where) is { } objection) throw new DataflowException($"nothing was moved: {objection}");
        desk.Post(new DoorRelocation(_requests, move.Request, [.. move.Nodes.Select(Find)], where));
    }

    private void Cancel(long request)
    {
        if (_requests.Find(request) is { } evaluation) desk.Post(new Cancellation(evaluation));
    }

    /// <summary>What is wrong with one request is that request's answer.</summary>
    private void Try(long request, Action serve)
    {
        if (_requests.Count >= options.MaxRequests)
        {
            _requests.Refuse(request, ErrorKind.Limit,
                $"{_requests.Count} requests of this connection are under way; wait for answers, or raise "
                + nameof(DoorOptions.MaxRequests));
            return;
        }

        try
        {
            serve();
        }
        catch (DataflowException error)
        {
            _requests.Refuse(request, ErrorKind.Failed, error.Message);
        }
    }

    private void Know(int id, GraphNode node)
    {
        if (id != _nodes.Count)
            throw new LetterFormatException($"node #{id} was defined when #{_nodes.Count} should have been");
        _nodes.Add(new Known(node));
    }

    private GraphNode Find(int id) => (uint)id < (uint)_nodes.Count
        ? _nodes[id].Node!
        : throw new LetterFormatException($"node #{id} was not defined over this connection");
}
