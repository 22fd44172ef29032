using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// A client of a simulated cluster, written against the protocol: it asks any member for its graph, follows it to its
/// home, and asks again until it is answered.
/// </summary>
internal sealed class SimulatedClient : ILinkOpener, ILinkReader
{
    private const int Patience = 12_000;

    /// <summary>For how long a home waits for its store, in milliseconds.</summary>
    public const int StorePatience = 2_000;

    private readonly SimulatedCluster _cluster;
    private readonly SimulatedProcess _process;
    private readonly ITransport _transport;
    private readonly Graph _graph;
    private readonly string _graphName;
    private readonly List<SimulatedRequest> _pending = [];
    private readonly Dictionary<long, SimulatedRequest> _asked = [];
    private ILink? _link;
    private string? _next;
    private bool _isOpen;
    private readonly ClientNumbers _numbersOfNodes = new();
    private long _numbers;
    private long _requests;
    private int _attempt;
    private bool _hasLeft;

    public SimulatedClient(SimulatedCluster cluster, string name, string graphName, Graph graph)
    {
        (_cluster, Name, _graphName, _graph) = (cluster, name, graphName, graph);
        _process = new SimulatedProcess(cluster.World);
        _transport = cluster.Network.TransportOf(name, name, _process);
        Connect();
    }

    public string Name { get; }

    public int Pending => _pending.Count;

    /// <summary>Is told of each request that was answered.</summary>
    public Action<SimulatedRequest> Answered { get; set; } = _ => { };

    public SimulatedRequest Assign(IReadOnlyList<(GraphNode Variable, NdArray<double> Value)> values) =>
        Begin(new SimulatedRequest { Number = ++_numbers, Values = values });

    public SimulatedRequest Eval(IReadOnlyList<GraphNode> nodes) => Begin(new SimulatedRequest { Nodes = nodes });

    public SimulatedRequest Move(GraphNode node, Nodes.Graphs.PlaceRequest where) =>
        Begin(new SimulatedRequest { Nodes = [node], Where = where });

    /// <summary>Publishes a node under a name of its own, so that whoever finds it knows which it is.</summary>
    public SimulatedRequest Publish(GraphNode node) =>
        Begin(new SimulatedRequest { Number = ++_numbers, Nodes = [node], PublishedAs = NameOf(node) });

    /// <summary>Has the graph deleted.</summary>
    public SimulatedRequest Delete() => Begin(new SimulatedRequest { IsDeletion = true });

    /// <summary>Closes its link, and does not come back.</summary>
    public void Leave()
    {
        _hasLeft = true;
        _link?.Close("the client is done");
    }

    /// <summary>
    /// Lets go of some of the nodes that the home was told; they are defined anew when they are needed.
    /// </summary>
    /// <returns>How many.</returns>
    public int Drop(Predicate<GraphNode> which)
    {
        if (!_isOpen) return 0;
        var forget = new ForgetNodes { Nodes = { _numbersOfNodes.TakeBack(which) } };
        if (forget.Nodes.Count > 0) _link!.Send([Letter.Of(new Post { ForgetNodes = forget })]);
        return forget.Nodes.Count;
    }

    ILinkReader ILinkOpener.Opened(ILink link)
    {
        (_link, _isOpen) = (link, false);
        _numbersOfNodes.Clear();
        link.Send([Letter.Of(new Post { OpenGraph = new OpenGraph { Name = _graphName } })]);
        return this;
    }

    void ILinkOpener.Failed(string reason) => ConnectLater();

    void ILinkReader.Received(ILink link, IReadOnlyList<Letter> letters)
    {
        foreach (Letter letter in letters)
        {
            if (link == _link) Received(letter);
            letter.Drop();
        }
    }

    void ILinkReader.Closed(ILink link, string reason)
    {
        if (link == _link) ConnectLater();
    }

    private SimulatedRequest Begin(SimulatedRequest request)
    {
        request.Asked = _cluster.World.Now;
        _pending.Add(request);
        if (_isOpen) Send(request);
        return request;
    }

    private void Received(Letter letter)
    {
        switch (letter.Body.BodyCase)
        {
            case Post.BodyOneofCase.Opened:
                _isOpen = true;
                foreach (SimulatedRequest request in _pending) Send(request);
                break;
            case Post.BodyOneofCase.Elsewhere:
                _next = letter.Body.Elsewhere.Address;
                _link!.Close("the graph is elsewhere");
                break;
            case Post.BodyOneofCase.GraphDeleted: OnDeleted(); break;
            case Post.BodyOneofCase.ClientAnswer:
                OnAnswer(letter.Body.ClientAnswer, letter.Arrays);
                break;
        }
    }

    private void OnDeleted()
    {
        foreach ((long number, SimulatedRequest request) in _asked.Where(one => one.Value.IsDeletion).ToArray())
        {
            _asked.Remove(number);
            _pending.Remove(request);
            Answered(request);
        }
    }

    private void OnAnswer(ClientAnswer answer, NdArray[] arrays)
    {
        if (!_asked.Remove(answer.Request, out SimulatedRequest? request)) return;
        // What was refused for good has used up its number in the session.
        bool isToBeTried = request.PublishedAs is null && IsOfAnAbsentMember(answer);
        if (answer.Kind == ErrorKind.TryAgain || isToBeTried)
        {
            _link!.Close(answer.Error);
            return;
        }

        _pending.Remove(request);
        request.Error = answer.Error;
        request.Held = [.. answer.Held.Select(held => ValueCodec.Decode(held, arrays))];
        Answered(request);
    }

    /// <summary>In the end all members are there: somebody who wants one that is not asks until then.</summary>
    private static bool IsOfAnAbsentMember(ClientAnswer answer) =>
        answer.Error.Contains("there is no member", StringComparison.Ordinal)
        || answer.Error.Contains("no member has the role", StringComparison.Ordinal);

    private void Send(SimulatedRequest request)
    {
        var letters = new List<Letter>();
        if (DefineNew(request) is { } definitions) letters.Add(definitions);
        long number = ++_requests;
        _asked[number] = request;
        var arrays = new List<NdArray>();
        letters.Add(new Letter(Encode(request, number, arrays), [.. arrays]));
        _link!.Send([.. letters]);
    }

    private Letter? DefineNew(SimulatedRequest request)
    {
        var arrays = new List<NdArray>();
        var define = new Define();
        IEnumerable<GraphNode> outputs = request.Values.Count > 0
            ? request.Values.Select(value => value.Variable)
            : request.Nodes;
        foreach (GraphNode node in Traversal.OperandsFirst(outputs))
        {
            if (_numbersOfNodes.Has(node)) continue;
            Definition definition = _cluster.Published.Contains(node.Id) && _cluster.World.Draw(2) == 0
                ? DefinitionCodec.EncodePublished(NameOf(node), node)
                : DefinitionCodec.Encode(node, _graph.WhereOf(node), arrays);
            definition.Id = _numbersOfNodes.Give(node);
            for (int i = 0; i < definition.Operands.Count; i++)
                definition.Operands[i] = _numbersOfNodes.Of(node.Operand(i));
            if (node.Kind == NodeKind.Variable) definition.Key = KeyOf(node.Id);
            define.Nodes.Add(definition);
        }

        return define.Nodes.Count == 0 ? null : new Letter(new Post { Define = define }, [.. arrays]);
    }

    /// <summary>All clients of a history have the same graph, so that numbers are names.</summary>
    public static string KeyOf(int variable) => $"v{variable}";

    private static string NameOf(GraphNode node) => $"n{node.Id}";

    private Post Encode(SimulatedRequest request, long number, List<NdArray> arrays)
    {
        if (request.Where is { } where)
        {
            return new Post
            {
                ClientMove = new ClientMove
                {
                    Request = number, Nodes = { request.Nodes.Select(_numbersOfNodes.Of) },
                    Where = DefinitionCodec.Encode(where),
                },
            };
        }

        if (request.IsDeletion) return new Post { DeleteGraph = new DeleteGraph { Name = _graphName } };
        if (request.PublishedAs is { } name) return Encode(request, number, name);
        if (request.Values.Count == 0)
        {
            return new Post
            {
                ClientEval = new ClientEval
                {
                    Request = number, Nodes = { request.Nodes.Select(_numbersOfNodes.Of) }, Need = (int)Need.Value,
                },
            };
        }

        var assign = new ClientAssign
        {
            Request = number, Session = Name, Number = request.Number, Patience = StorePatience,
        };
        foreach ((GraphNode variable, NdArray<double> value) in request.Values)
        {
            Value wrapped = Context.Wrap(variable, value).Retain();
            assign.Values.Add(new ClientValue
            {
                Node = _numbersOfNodes.Of(variable), Value = ValueCodec.Encode(wrapped, arrays),
            });
        }

        return new Post { ClientAssign = assign };
    }

    private Post Encode(SimulatedRequest request, long number, string name) => new()
    {
        ClientName = new ClientName
        {
            Request = number, Session = Name, Number = request.Number, Name = name,
            Node = _numbersOfNodes.Of(request.Nodes[0]), Patience = StorePatience,
        },
    };

    private void ConnectLater()
    {
        (_link, _isOpen) = (null, false);
        _asked.Clear();
        if (_hasLeft) return;
        var again = new Turn(_process, Connect);
        _cluster.World.TellLater(again, new Continue(), _cluster.Weather.Delay() + 20);
    }

    private void Connect()
    {
        string address = _next ?? _cluster.Members[_cluster.World.Draw(_cluster.Members.Count)].Address;
        _next = null;
        _transport.Connect(address, this);
        int attempt = ++_attempt;
        var impatience = new Turn(_process, () => LosePatience(attempt));
        _cluster.World.TellLater(impatience, new Continue(), Patience);
    }

    /// <summary>A home that was stopped does not answer and does not hang up.</summary>
    private void LosePatience(int attempt)
    {
        if (attempt != _attempt || _hasLeft) return;
        bool isStuck = _pending.Exists(request => _cluster.World.Now - request.Asked >= Patience) || !_isOpen;
        if (isStuck && _link is not null) _link.Close("no answer came for a long time");
        else _cluster.World.TellLater(new Turn(_process, () => LosePatience(attempt)), new Continue(), Patience);
    }

    private sealed class Turn(Dispatcher dispatcher, Action act) : Actor(dispatcher)
    {
        protected override void Receive(Message message) => act();
    }
}
