using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>A name for a node, or no name any more. The home counts it among the session's assignments.</summary>
/// <param name="name">The name.</param>
/// <param name="node">Whose it is to be; null when it is taken back.</param>
/// <param name="patience">How long the home may wait for its store.</param>
internal sealed class RemoteNaming(string name, GraphNode? node, TimeSpan patience) : RemoteRequest, ICountedRequest
{
    public long Position { get; set; }

    public override IReadOnlyList<GraphNode> Nodes { get; } = node is null ? [] : [node];

    public override Letter Encode(string session) => Letter.Of(new Post
    {
        ClientName = new ClientName
        {
            Request = Number.Number, Session = session, Number = Position, Name = name, Node = node?.Id ?? 0,
            IsTakenBack = node is null, Patience = (long)patience.TotalMilliseconds,
        },
    });

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
    }
}

/// <summary>The node of a name.</summary>
internal sealed class RemoteFind(string name, Graph graph) : RemoteRequest
{
    public override IReadOnlyList<GraphNode> Nodes => [];

    /// <summary>The node that stands for it here, held for who asked.</summary>
    public GraphNode? Found { get; private set; }

    public override Letter Encode(string session) =>
        Letter.Of(new Post { ClientFind = new ClientFind { Request = Number.Number, Name = name } });

    protected override void Take(ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        if (answer.Found is null) throw new LetterFormatException($"the name '{name}' was asked for and no node came");
        Found = graph.DefinePublished(answer.Found);
    }
}

/// <summary>A request that takes effect once, in the order of the session.</summary>
internal interface ICountedRequest
{
    /// <summary>Counts the session's from 1.</summary>
    long Position { get; set; }
}
