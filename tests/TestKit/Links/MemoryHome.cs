using System.Collections.Concurrent;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using WirePost = Dataflow.Nodes.Wire.Protocol.Post;

namespace Dataflow.TestKit.Links;

/// <summary>A graph at home in this process: an engine, and a connection for each client's link.</summary>
internal sealed class MemoryHome : IServedGraph
{
    private readonly ConcurrentBag<Reader> _readers = [];
    private int _refusals;

    public MemoryHome(IGraphLog? log = null, ConnectionOptions? connectionOptions = null, Dispatcher? dispatcher = null)
    {
        ConnectionOptions = connectionOptions ?? new ConnectionOptions();
        Engine = new Engine(
            new ShardsOfLength(int.MaxValue), ShardLimits.Default, dispatcher ?? new WorkersDispatcher(), log, Graph);
    }

    public Graph Graph { get; } = new(keepsNodes: true);

    public Engine Engine { get; }

    public ConnectionOptions ConnectionOptions { get; }

    /// <summary>By which it is told how long work takes.</summary>
    public TimeProvider Time { get; init; } = new HandTime();

    /// <summary>Where clients are sent instead; null when the graph is at home here.</summary>
    public string? Elsewhere { get; set; }

    /// <summary>Why the graph cannot be opened here; null when it can.</summary>
    public GraphRefused? Refusal { get; set; }

    /// <summary>Tells clients whose letters take long that they are worked on.</summary>
    public void LookAlive()
    {
        foreach (Reader reader in _readers) reader.Signs.Look();
    }

    /// <summary>The name of a member that is not there.</summary>
    public string? Missing { get; set; } = "nobody";

    /// <summary>Sees each message before the engine does; true when it keeps it.</summary>
    public Predicate<Message>? Keeps { get; set; }

    /// <summary>So many requests are told that the graph has moved.</summary>
    public void RefuseNext(int requests) => Volatile.Write(ref _refusals, requests);

    public ILinkReader Accept(ILink link)
    {
        var reader = new Reader(this, link);
        _readers.Add(reader);
        return reader;
    }

    public void Post(Message request)
    {
        if (request is Request refused
            && Interlocked.Decrement(ref _refusals) >= 0) refused.Fail(new MovedException("g"));
        else if (Keeps?.Invoke(request) != true) Engine.Post(request);
    }

    public SilentClients SilentClients => field ??= new SilentClients(Graph, Time, SessionTime);

    /// <summary>How long clients may be away.</summary>
    public TimeSpan SessionTime { get; init; } = TimeSpan.FromSeconds(60);

    public GraphNode Find(string name) => Graph.Names.Find(name);

    /// <summary>Deletes the graph: whoever has it open is told so.</summary>
    public void Delete() => Engine.Post(new Broken(new GraphGoneException("g")));

    public void Defined()
    {
    }

    public ClientRefusal? RefusalOf(Nodes.Graphs.PlaceRequest where) =>
        where.Member == Missing ? ClientRefusal.Final($"there is no member '{Missing}'") : null;

    private sealed class Reader(MemoryHome home, ILink link) : ILinkReader
    {
        private readonly ClientConnection _connection = new(home, link, home.ConnectionOptions);

        public SignsOfLife Signs { get; } = new(link, home.Time);

        public void Received(ILink from, IReadOnlyList<Letter> letters)
        {
            Signs.Begin();
            foreach (Letter letter in letters)
            {
                try
                {
                    Receive(letter);
                }
                catch (DataflowException error)
                {
                    link.Close(error.Message);
                }
                finally
                {
                    letter.Drop();
                    Signs.Step();
                }
            }

            Signs.End();
        }

        public void Closed(ILink from, string reason) => _connection.Close();

        private void Receive(Letter letter)
        {
            switch (letter.Body.BodyCase)
            {
                case WirePost.BodyOneofCase.Describe: Send(new WirePost { Report = new Report { Json = "{}" } }); break;
                case WirePost.BodyOneofCase.OpenGraph: Send(Open(letter.Body.OpenGraph.Name)); break;
                case WirePost.BodyOneofCase.DeleteGraph: Send(Delete(letter.Body.DeleteGraph.Name)); break;
                default: _connection.Received(letter.Body, letter.Arrays); break;
            }
        }

        private void Send(WirePost post) => link.Send([Letter.Of(post)]);

        private WirePost Delete(string name)
        {
            if (home.Refusal is { } refusal) return new WirePost { GraphRefused = refusal };
            home.Delete();
            return new WirePost { GraphDeleted = new GraphDeleted { Name = name } };
        }

        private WirePost Open(string name) => home.Refusal is { } refusal
            ? new WirePost { GraphRefused = refusal }
            : home.Elsewhere is { } address
            ? new WirePost { Elsewhere = new Elsewhere { Name = name, Address = address } }
            : new WirePost { Opened = new Opened { Name = name } };
    }
}
