using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>A client's request to a graph's clock, and the place of its answer.</summary>
internal abstract class Request : Completion
{
    /// <summary>Why there is no answer: the engine broke, or was closed. Null when there is one.</summary>
    public Exception? Error { get; private set; }

    public void Fail(Exception error)
    {
        GiveBack();
        Error = error;
        Complete();
    }

    /// <summary>The same, unless it is done: when the engine breaks, several parts may know of it.</summary>
    public void TryFail(Exception error)
    {
        if (!IsCompleted) Fail(error);
    }

    /// <summary>Lets go of whatever was gathered for an answer that will not be given.</summary>
    protected virtual void GiveBack()
    {
    }
}

/// <summary>client -> clock: the values of these nodes, all at one revision.</summary>
internal class EvalRequest(GraphNode[] nodes, Need need) : Request
{
    private int _missing = nodes.Length;

    public IReadOnlyList<GraphNode> Nodes { get; } = nodes;

    public Need Need { get; } = need;

    /// <summary>The answers, in the order of the nodes. Each value carries a lease, which is the client's.</summary>
    public VersionedValue[] Answers { get; } = new VersionedValue[nodes.Length];

    /// <summary>While it is under way: the revision it is evaluated at.</summary>
    public ActiveRevision? Active { get; set; }

    /// <summary>True when the last answer is in.</summary>
    public bool Fill(int index, in VersionedValue versioned)
    {
        Answers[index] = versioned;
        return --_missing == 0;
    }

    /// <summary>It begins anew: what was gathered is given back.</summary>
    public void Restart()
    {
        GiveBack();
        (_missing, Active) = (Nodes.Count, null);
    }

    protected override void GiveBack()
    {
        foreach (ref VersionedValue answer in Answers.AsSpan())
        {
            if (answer.HasValue) answer.Value.Release();
            answer = default;
        }
    }
}

/// <summary>client -> clock: give up this evaluation, unless it is done.</summary>
internal sealed class Cancellation(EvalRequest evaluation) : Message
{
    public EvalRequest Evaluation { get; } = evaluation;
}

/// <summary>client -> clock: these values, as one step.</summary>
internal class Assignment : Request
{
    /// <summary>The new values; of several for one variable, the last one stays.</summary>
    public ChunkedList<(GraphNode Variable, Value Value)> Values { get; } = new();

    /// <summary>The client that numbers its assignments; null for one that does not.</summary>
    public string? Session { get; init; }

    /// <summary>Which one of the session's it is.</summary>
    public AssignmentNumber Number { get; init; }

    /// <summary>How long it may wait for a store that cannot be reached.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>The end of that, as a timestamp; set where it comes in.</summary>
    public long PatientUntil { get; set; }

    public static Assignment Of(GraphNode variable, in Value value)
    {
        var assignment = new Assignment();
        assignment.Values.Add((variable, value));
        return assignment;
    }

    /// <summary>Ends the leases of values that nobody takes.</summary>
    public void Drop()
    {
        for (int i = 0; i < Values.Count; i++) Values[i].Value.Release();
    }
}

/// <summary>client -> clock: what state are these nodes in?</summary>
internal class Inspection(IReadOnlyList<GraphNode> nodes) : Request
{
    private readonly NodeStatus[] _statuses = new NodeStatus[nodes.Count];

    public IReadOnlyList<GraphNode> Nodes { get; } = nodes;

    public IReadOnlyList<NodeStatus> Statuses => _statuses;

    /// <summary>How many shards have yet to report.</summary>
    public int Missing { get; set; }

    public void Report(int slot, NodeStatus status) => _statuses[slot] = status;
}

/// <summary>client -> clock: these nodes are to live elsewhere.</summary>
internal class Relocation(IReadOnlyList<GraphNode> nodes, PlaceRequest where) : Request
{
    public IReadOnlyList<GraphNode> Nodes { get; } = nodes;

    public PlaceRequest Where { get; } = where;
}

/// <summary>Whoever takes the graph elsewhere -> clock: what is there? From then on nothing is done here.</summary>
internal class Export(Exception moved) : Request
{
    /// <summary>What everybody is told who asks here from now on.</summary>
    public Exception Moved { get; } = moved;

    /// <summary>The newest revision, the variables with a lease on each array, and how far the sessions went.</summary>
    public StoredGraph Content { get; set; } = StoredGraph.Empty;
}

/// <summary>clock -> shard: report these cells. Answered by <see cref="Inspected"/>.</summary>
internal sealed class Inspect(int number, Revision revision, IReadOnlyList<int> cells) : Message
{
    public int Number { get; } = number;

    public Revision Revision { get; } = revision;

    public IReadOnlyList<int> Cells { get; } = cells;
}

/// <summary>shard -> clock: how the cells are, in the order in which they were asked for.</summary>
internal sealed class Inspected(int number, IReadOnlyList<NodeStatus> statuses) : Message
{
    public int Number { get; } = number;

    public IReadOnlyList<NodeStatus> Statuses { get; } = statuses;
}
