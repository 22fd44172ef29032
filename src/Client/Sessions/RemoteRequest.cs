using Dataflow.Nodes;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>A request to a graph's home, and the place of its answer. It may be said more than once.</summary>
internal abstract class RemoteRequest : Completion
{
    /// <summary>Counts the session's requests; what is sent again is sent in this order.</summary>
    public RequestNumber Number { get; set; }

    /// <summary>It waits for its turn to be sent.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Where its nodes are held until it is done; null when they are not.</summary>
    public Graph? HeldBy { get; private set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Whoever gave it up had it cancelled at the home too.</summary>
    public virtual bool CanBeCancelled => false;

    /// <summary>The nodes that the home must have been told before.</summary>
    public abstract IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The request as a letter, with leases of its own on its arrays.</summary>
    public abstract Letter Encode(string session);

    /// <summary>Holds its nodes until it is done, so that their numbers mean the same whenever it is sent.</summary>
    /// <exception cref="ObjectDisposedException">One was disposed of.</exception>
    public void Hold(Graph graph)
    {
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (graph.TryHold(Nodes[i])) continue;
            GraphNode gone = Nodes[i];
            graph.Release([.. Nodes.Take(i)]);
            Close();
            throw new ObjectDisposedException(gone.ToString(), $"node {gone} was disposed of: keep what is used");
        }

        HeldBy = graph;
    }

    /// <summary>
    /// Takes the answer and completes. Whoever calls this or <see cref="Fail"/> is the only one who does.
    /// </summary>
    public void Answer(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        try
        {
            Error = ErrorOf(answer);
            if (Error is null) Take(answer, arrays);
        }
        catch (DataflowException error)
        {
            Error = error;
        }

        End();
    }

    public void Fail(Exception error)
    {
        Error = error;
        End();
    }

    private void End()
    {
        Close();
        HeldBy?.Release([.. Nodes]);
        Complete();
    }

    protected abstract void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays);

    /// <summary>It will not be sent again.</summary>
    protected virtual void Close()
    {
    }

    protected static void CheckCount(int came, int asked)
    {
        if (came != asked) throw new LetterFormatException($"{asked} nodes were asked for and {came} answers came");
    }

    private static Exception? ErrorOf(ClientAnswer answer) =>
        answer.Kind == ErrorKind.None ? null : RemoteErrors.Of(answer.Kind, answer.Error);
}

/// <summary>The values of nodes, or what of them is valid right now.</summary>
internal sealed class RemoteEvaluation(GraphNode[] nodes, Need need) : RemoteRequest
{
    public override bool CanBeCancelled => true;

    public override IReadOnlyList<GraphNode> Nodes => nodes;

    public VersionedValue[] Answers { get; private set; } = [];

    public override Letter Encode(string session)
    {
        var eval = new ClientEval { Request = Number.Number, Need = (int)need };
        foreach (GraphNode node in nodes) eval.Nodes.Add(node.Id);
        return Letter.Of(new Post { ClientEval = eval });
    }

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        CheckCount(answer.Held.Count, nodes.Length);
        var answers = new VersionedValue[nodes.Length];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = ValueCodec.Decode(answer.Held[i], arrays);
            if (answers[i].Value.Array is { } array && array.ElementType != nodes[i].ElementType)
                throw new LetterFormatException($"node {nodes[i]} is {nodes[i].ElementType}; {array.ElementType} came");
        }

        Answers = answers;
    }
}

/// <summary>Values for variables, as one step. It keeps its leases until it is acknowledged.</summary>
internal sealed class RemoteAssignment : RemoteRequest, ICountedRequest
{
    private readonly Assignment _assignment;
    private readonly GraphNode[] _variables;
    private readonly long _patience;

    /// <param name="assignment">What is assigned.</param>
    /// <param name="patience">How long the home may wait for its store.</param>
    public RemoteAssignment(Assignment assignment, TimeSpan patience)
    {
        (_assignment, _patience) = (assignment, (long)patience.TotalMilliseconds);
        _variables = new GraphNode[assignment.Values.Count];
        for (int i = 0; i < _variables.Length; i++) _variables[i] = assignment.Values[i].Variable;
    }

    /// <summary>Counts the session's assignments from 1, so that the home applies each once.</summary>
    public long Position { get; set; }

    public override IReadOnlyList<GraphNode> Nodes => _variables;

    public override Letter Encode(string session)
    {
        var assign = new ClientAssign
        {
            Request = Number.Number, Session = session, Number = Position, Patience = _patience,
        };
        var arrays = new List<NdArray>();
        for (int i = 0; i < _variables.Length; i++)
        {
            Content content = ValueCodec.Encode(_assignment.Values[i].Value.Retain(), arrays);
            assign.Values.Add(new ClientValue { Node = _variables[i].Id, Value = content });
        }

        return new Letter(new Post { ClientAssign = assign }, [.. arrays]);
    }

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
    }

    protected override void Close()
    {
        for (int i = 0; i < _variables.Length; i++) _assignment.Values[i].Value.Release();
    }
}

/// <summary>A look at the states of nodes.</summary>
internal sealed class RemoteInspection(IReadOnlyList<GraphNode> nodes) : RemoteRequest
{
    public override IReadOnlyList<GraphNode> Nodes => nodes;

    public IReadOnlyList<NodeStatus> Statuses { get; private set; } = [];

    public override Letter Encode(string session)
    {
        var snapshot = new ClientSnapshot { Request = Number.Number };
        foreach (GraphNode node in nodes) snapshot.Nodes.Add(node.Id);
        return Letter.Of(new Post { ClientSnapshot = snapshot });
    }

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        CheckCount(answer.Statuses.Count, nodes.Count);
        Statuses = [.. answer.Statuses.Select(ValueCodec.Decode)];
    }
}

/// <summary>A look at what the graph holds.</summary>
internal sealed class RemoteSurvey : RemoteRequest
{
    public override IReadOnlyList<GraphNode> Nodes => [];

    public Survey Survey { get; } = new();

    public override Letter Encode(string session) =>
        Letter.Of(new Post { ClientSurvey = new ClientSurvey { Request = Number.Number } });

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        Counts counts = answer.Counts ?? throw new LetterFormatException("a survey was answered without counts");
        (Survey.Nodes, Survey.Forgotten, Survey.Shards) = (counts.Nodes, counts.Forgotten, counts.Shards);
        Survey.Counts = CountsCodec.Decode(counts);
    }
}

/// <summary>Nodes that are to live elsewhere.</summary>
internal sealed class RemoteMove(IReadOnlyList<GraphNode> nodes, Nodes.Graphs.PlaceRequest where) : RemoteRequest
{
    public override IReadOnlyList<GraphNode> Nodes => nodes;

    public override Letter Encode(string session)
    {
        var move = new ClientMove { Request = Number.Number, Where = DefinitionCodec.Encode(where) };
        foreach (GraphNode node in nodes) move.Nodes.Add(node.Id);
        return Letter.Of(new Post { ClientMove = move });
    }

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
    }
}
