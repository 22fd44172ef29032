using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Reads a client's link: it asks for a graph first, and then is served by that graph's connection.</summary>
internal sealed class ClientReader(MemberMachine node, ILink link) : ILinkReader
{
    private readonly SignsOfLife _signs = new(link, node.Time);
    private volatile ClientConnection? _connection;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    public void Received(ILink from, IReadOnlyList<Letter> letters)
    {
        _signs.Begin();
        try
        {
            node.Dispatcher.Together(() =>
            {
                foreach (Letter letter in letters)
                {
                    Received(letter);
                    _signs.Step();
                }
            });
        }
        catch (DataflowException error)
        {
            link.Close(error.Message);
        }
        finally
        {
            foreach (Letter letter in letters) letter.Drop();
            _signs.End();
        }
    }

    /// <summary>Tells the client that its home is at work, if it is and has been for a while.</summary>
    public void LookAlive() => _signs.Look();

    public void Closed(ILink from, string reason)
    {
        _isClosed = true;
        node.Forget(this);
        _connection?.Close();
    }

    /// <summary>The graph is at home here.</summary>
    public void Opened(HomeSite home)
    {
        _connection = new ClientConnection(home, link, node.ConnectionOptions);
        link.Send([Letter.Of(new Post { Opened = new Opened { Name = home.Name } })]);
        if (_isClosed) _connection.Close();
    }

    public void Elsewhere(string graph, string address) =>
        link.Send([Letter.Of(new Post { Elsewhere = new Elsewhere { Name = graph, Address = address } })]);

    /// <summary>The graph cannot be opened here. Who may ask again finds that out by trying.</summary>
    public void Refuse(string graph, ClientRefusal why)
    {
        if (why.Kind == ErrorKind.TryAgain) link.Close(why.Message);
        else link.Send([Letter.Of(new Post
        {
            NotOpened = new NotOpened { Name = graph, Kind = why.Kind, Error = why.Message },
        })]);
    }

    public void Answer(Report report) => link.Send([Letter.Of(new Post { Report = report })]);

    private void Received(Letter letter)
    {
        switch (letter.Body.BodyCase)
        {
            case Post.BodyOneofCase.OpenGraph: Open(letter.Body.OpenGraph.Name); break;
            case Post.BodyOneofCase.Describe: node.Tell(new DescribeAsked(this, letter.Body.Describe)); break;
            default: Connection(letter.Body.BodyCase).Received(letter.Body, letter.Arrays); break;
        }
    }

    private void Open(string graph)
    {
        if (graph.Length == 0) throw new LetterFormatException("a graph needs a name");
        if (_connection is not null) throw new LetterFormatException("a connection is for one graph; open another one");
        node.Tell(new OpenAsked(this, graph));
    }

    private ClientConnection Connection(Post.BodyOneofCase what) =>
        _connection ?? throw new LetterFormatException($"{what} came before a graph was opened");
}
