using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Histories;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// One seed, one story of a cluster: clients define, drop, publish, find, assign, evaluate and move nodes of a random
/// graph that is spread over the members, while letters are late, links break, members die, stop and come back, and the
/// store fails. Every answer is compared with the sequential oracle; every assignment happens once; nothing hangs; what
/// was published is found.
/// </summary>
internal sealed class ClusterHistory
{
    private readonly int _seed;
    private readonly Random _chance;
    private readonly SimulatedCluster _cluster;
    private readonly RandomGraph<double> _graph;
    private readonly ClusterModel _model;
    private readonly List<SimulatedClient> _clients = [];
    private readonly int _operations;
    private readonly bool _hasArrays;
    private readonly ClusterFaults _faults;
    private Exception? _wrong;

    public ClusterHistory(int seed)
    {
        _seed = seed;
        _chance = new Random(seed);
        _operations = 5 + _chance.Next(40);
        _hasArrays = _chance.Next(2) == 0;
        _cluster = new SimulatedCluster(seed, members: 1 + _chance.Next(4));
        var graph = new Graph(keepsNodes: true);
        _graph = _chance.Next(3) == 0
            ? new CatalogueGraph<double>(_chance, graph)
            : new SmallGraph<double>(_chance, _hasArrays, graph);
        foreach (GraphNode node in _graph.Nodes) Place(graph, node);
        _model = new ClusterModel(_cluster.Store!, _graph.Nodes);
        _faults = new ClusterFaults(_cluster, _chance);
        int clients = 1 + _chance.Next(3);
        for (int i = 0; i < clients; i++) _clients.Add(NewClient($"client{i}", graph));
    }

    /// <summary>Runs the story to its end.</summary>
    /// <exception cref="InvalidOperationException">Something was wrong; the message has the seed and the
    /// story.</exception>
    public void Run()
    {
        try
        {
            for (int i = 0; i < _operations; i++)
            {
                Act(_clients[_chance.Next(_clients.Count)]);
                Pass(_chance.Next(1 << _chance.Next(9)));
            }

            _faults.End();
            Finish();
            _clients[0].Eval(_graph.Nodes).SeenBefore = _model.Seen;
            Finish();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"seed {_seed} with {_cluster.Members.Count} members in {_cluster.Weather}: {exception.Message}\n"
                + _cluster.Story,
                exception);
        }
    }

    private void Place(Graph graph, GraphNode node)
    {
        string[] members = [.. _cluster.Members.Select(member => member.Name)];
        switch (_chance.Next(6))
        {
            case < 3: graph.Place(node, new PlaceRequest(members[_chance.Next(members.Length)], "", "")); break;
            case 3 when members.Length > 1: graph.Place(node, PlaceRequest.OnRole(AnyRole())); break;
            case 4: graph.Place(node, PlaceRequest.Spread); break;
        }
    }

    private string AnyRole() => _chance.Next(2) == 0 ? "even" : "odd";

    private SimulatedClient NewClient(string name, Graph graph)
    {
        var client = new SimulatedClient(_cluster, name, "g", graph);
        client.Answered = request => Check(client, request);
        return client;
    }

    private void Check(SimulatedClient client, SimulatedRequest request)
    {
        try
        {
            if (request.Where is not null) return;
            if (request.PublishedAs is not null)
            {
                if (request.Error.Length == 0) _cluster.Published.Add(request.Nodes[0].Id);
                return;
            }

            if (request.Values.Count > 0) _model.CheckAssigned(client.Name, request);
            else _model.CheckEvaluated(client.Name, request);
        }
        catch (InvalidOperationException wrong)
        {
            // The engine would take it for its own; it is thrown when the step is over.
            _wrong ??= wrong;
        }
    }

    private void Act(SimulatedClient client)
    {
        if (_chance.Next(5) == 0) Drop(client);
        if (client.Pending >= 3) return;
        int draw = _chance.Next(20);
        SimulatedRequest request = draw switch
        {
            < 8 => client.Assign(AnyValues()),
            9 => client.Publish(_graph.AnyNode()),
            8 => client.Move(_graph.AnyNode(), new PlaceRequest(AnyMember(), "", "")),
            _ => client.Eval([.. Enumerable.Range(0, 1 + _chance.Next(3)).Select(_ => _graph.AnyNode())]),
        };
        request.SeenBefore = _model.Seen;
        _cluster.Tell($"{client.Name} {request}");
    }

    private void Drop(SimulatedClient client)
    {
        int share = 1 + _chance.Next(4);
        int dropped = client.Drop(_ => _chance.Next(4) < share);
        if (dropped > 0) _cluster.Tell($"{client.Name} drops {dropped} nodes");
    }

    private string AnyMember() => _cluster.Members[_chance.Next(_cluster.Members.Count)].Name;

    private List<(GraphNode, NdArray<double>)> AnyValues()
    {
        int count = _chance.Next(3) == 0 ? 1 + _chance.Next(4) : 1;
        var values = new List<(GraphNode, NdArray<double>)>();
        for (int i = 0; i < count; i++)         {
            GraphNode variable = _graph.AnyVariable();
            values.Add((variable, _graph.AnyValue(variable, shapesChange: false)));
        }


        return values;
    }

    private void Pass(long ticks)
    {
        for (long end = _cluster.World.Now + ticks; _cluster.World.Now < end && _cluster.World.Step();)
        {
            if (_wrong is not null) throw _wrong;
            _faults.Act();
        }
    }

    private void Finish() => _cluster.RunUntil(
        () => _wrong is null ? _clients.TrueForAll(client => client.Pending == 0) : throw _wrong,
        "every client was answered");
}
