using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Reads a client's link: it asks for a graph first, and then is served by that graph's connection.</summary>
internal sealed class ClientReader(RunningMember member, ILink link) : LetterReader, IGraphAsker, IDescribed
{
    private readonly SignsOfLife _signs = new(link, member.Time);
    private volatile ClientConnection? _connection;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    public override void Received(ILink from, IReadOnlyList<Letter> letters)
    {
        _signs.Begin();
        base.Received(from, letters);
        _signs.End();
    }

    /// <summary>Tells the client that its home is at work, if it is and has been for a while.</summary>
    public void LookAlive() => _signs.Look();

    public override void Closed(ILink from, string reason)
    {
        _isClosed = true;
        member.Forget(this);
        _connection?.Close();
    }

    public void Opened(IHomeSite home)
    {
        _connection = new ClientConnection(home.Served, link, member.ConnectionOptions);
        link.Send([Letter.Of(new Post { Opened = new Opened { Name = home.Name } })]);
        if (_isClosed) _connection.Close();
    }

    public void Deleted(string graph) =>
        link.Send([Letter.Of(new Post { GraphDeleted = new Wire.Protocol.GraphDeleted { Name = graph } })]);

    public void Elsewhere(string graph, string address) =>
        link.Send([Letter.Of(new Post { Elsewhere = new Elsewhere { Name = graph, Address = address } })]);

    /// <summary>Who may ask again finds that out by trying.</summary>
    public void Refuse(string graph, ClientRefusal why)
    {
        if (why.Kind == ErrorKind.TryAgain) link.Close(why.Message);
        else link.Send([Letter.Of(new Post
        {
            GraphRefused = new GraphRefused { Name = graph, Kind = why.Kind, Error = why.Message },
        })]);
    }

    public void Answer(Report report) => link.Send([Letter.Of(new Post { Report = report })]);

    protected override void Together(Action read) => member.Dispatcher.Together(read);

    protected override void Read(ILink from, Letter letter)
    {
        Post body = letter.Body;
        switch (body.BodyCase)
        {
            case Post.BodyOneofCase.OpenGraph: Open(body.OpenGraph.Name); break;
            case Post.BodyOneofCase.DeleteGraph: Delete(body.DeleteGraph.Name); break;
            case Post.BodyOneofCase.Describe: member.Describer.Describe(body.Describe, this); break;
            default: Connection(body.BodyCase).Received(body, letter.Arrays); break;
        }

        _signs.Step();
    }

    private void Open(string graph)
    {
        if (_connection is not null) throw new LetterFormatException("a connection is for one graph; open another one");
        member.Tell(new OpenAsked(this, Named(graph)));
    }

    private void Delete(string graph) => member.Tell(new DeleteAsked(this, Named(graph)));

    private static string Named(string graph) =>
        graph.Length > 0 ? graph : throw new LetterFormatException("a graph needs a name");

    private ClientConnection Connection(Post.BodyOneofCase what) =>
        _connection ?? throw new LetterFormatException($"{what} came before a graph was opened");
}
