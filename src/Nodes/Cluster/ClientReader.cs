using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Reads a client's link: it asks for a graph first, and then is served at that graph's door.</summary>
internal sealed class ClientReader(MemberNode node, ILink link) : ILinkReader
{
    private volatile ClientDoor? _door;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    public void Received(ILink from, IReadOnlyList<Letter> letters)
    {
        try
        {
            node.Dispatcher.Together(() =>
            {
                foreach (Letter letter in letters) Received(letter);
            });
        }
        catch (DataflowException error)
        {
            link.Close(error.Message);
        }
        finally
        {
            foreach (Letter letter in letters) letter.Drop();
        }
    }

    public void Closed(ILink from, string reason)
    {
        _isClosed = true;
        _door?.Close();
    }

    /// <summary>The graph is at home here.</summary>
    public void Opened(HomeSite home)
    {
        _door = new ClientDoor(home, link, node.Doors);
        link.Send([Letter.Of(new Post { Opened = new Opened { Name = home.Name } })]);
        if (_isClosed) _door.Close();
    }

    public void Elsewhere(string graph, string address) =>
        link.Send([Letter.Of(new Post { Elsewhere = new Elsewhere { Name = graph, Address = address } })]);

    public void Refuse(string why) => link.Close(why);

    public void Answer(Report report) => link.Send([Letter.Of(new Post { Report = report })]);

    private void Received(Letter letter)
    {
        switch (letter.Body.BodyCase)
        {
            case Post.BodyOneofCase.OpenGraph: Open(letter.Body.OpenGraph.Name); break;
            case Post.BodyOneofCase.Describe: node.Tell(new DescribeAsked(this, letter.Body.Describe)); break;
            default: Door(letter.Body.BodyCase).Received(letter.Body, letter.Arrays); break;
        }
    }

    private void Open(string graph)
    {
        if (graph.Length == 0) throw new LetterFormatException("a graph needs a name");
        if (_door is not null) throw new LetterFormatException("a connection is for one graph; open another one");
        node.Tell(new OpenAsked(this, graph));
    }

    private ClientDoor Door(Post.BodyOneofCase what) =>
        _door ?? throw new LetterFormatException($"{what} came before a graph was opened");
}
