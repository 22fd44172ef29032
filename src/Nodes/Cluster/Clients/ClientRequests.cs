using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>An evaluation whose answer goes to a client, with the leases on its arrays.</summary>
internal sealed class ClientEvalRequest(Requests requests, RequestNumber number, GraphNode[] nodes, Need need)
    : EvalRequest(nodes, need)
{
    protected override void OnCompleted()
    {
        if (requests.Failed(number, this)) return;
        var answer = new ClientAnswer { Request = number.Number };
        var arrays = new List<NdArray>();
        foreach (ref VersionedValue versioned in Answers.AsSpan())
        {
            answer.Held.Add(ValueCodec.Encode(versioned, arrays, requests.Numbers));
        }

        requests.Send(answer, arrays);
    }
}

/// <summary>An assignment that is acknowledged to a client.</summary>
internal sealed class ClientAssignment(Requests requests, RequestNumber number) : Assignment
{
    protected override void OnCompleted() => requests.End(number, this);
}

/// <summary>A name that is given or taken back, which is acknowledged to a client.</summary>
internal sealed class ClientNaming(
    Requests requests, RequestNumber number, PublishedNames names, string name, GraphNode? node)
    : Naming(names, name, node)
{
    protected override void OnCompleted() => requests.End(number, this);
}

/// <summary>A look at nodes whose answer goes to a client.</summary>
internal sealed class ClientInspection(Requests requests, RequestNumber number, GraphNode[] nodes) : Inspection(nodes)
{
    protected override void OnCompleted()
    {
        if (requests.Failed(number, this)) return;
        var answer = new ClientAnswer { Request = number.Number };
        foreach (NodeStatus status in Statuses) answer.Statuses.Add(ValueCodec.Encode(status));
        requests.Send(answer, []);
    }
}

/// <summary>A look at what the graph holds, whose answer goes to a client.</summary>
internal sealed class ClientSurveyRequest(Requests requests, RequestNumber number) : Survey
{
    protected override void OnCompleted()
    {
        if (requests.Failed(number, this)) return;
        Nodes = requests.Graph.Count;
        requests.Send(new ClientAnswer { Request = number.Number, Counts = CountsCodec.Encode(this) }, []);
    }
}

/// <summary>A move that is acknowledged to a client.</summary>
internal sealed class ClientRelocation(
    Requests requests, RequestNumber number, GraphNode[] nodes, Graphs.PlaceRequest where) : Relocation(nodes, where)
{
    protected override void OnCompleted() => requests.End(number, this);
}
