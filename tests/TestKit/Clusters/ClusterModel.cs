using Dataflow.Nodes;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Histories;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// The sequential oracle: what the variables had after each step that the store has kept, in order. An answer is right
/// if it is that of the plain formulas after one of the steps between the newest that anybody had seen when it was
/// asked for and the newest when it came.
/// </summary>
internal sealed class ClusterModel
{
    private readonly SimulatedStore _store;
    private readonly SlowTwin<double> _twin = new();
    private readonly Dictionary<int, GraphNode> _nodes = [];
    private readonly Dictionary<int, string> _keys = [];
    private readonly Dictionary<string, AssignmentNumber> _marks = [];
    private readonly Dictionary<(string Session, AssignmentNumber Number), int> _steps = [];
    private int _seen;

    public ClusterModel(SimulatedStore store, IEnumerable<GraphNode> nodes)
    {
        _store = store;
        _twin.Know(nodes);
        foreach (GraphNode node in nodes) _nodes[node.Id] = node;
    }

    /// <summary>The newest step that somebody has seen, by an acknowledgement or in a value.</summary>
    public int Seen => _seen;

    public int Newest
    {
        get
        {
            for (int i = _twin.Newest; i < _store.Steps.Count; i++) Add(_store.Steps[i]);
            return _twin.Newest;
        }
    }

    /// <summary>An assignment was acknowledged: it is in a step, once.</summary>
    public void CheckAssigned(string session, SimulatedRequest request)
    {
        int newest = Newest;
        if (request.Error.Length > 0) return;
        AssignmentNumber last = _marks.GetValueOrDefault(session);
        for (AssignmentNumber number = new(request.Number); number <= last; number = number.Next)
        {
            if (!_steps.TryGetValue((session, number), out int step)) continue;
            _seen = Math.Max(_seen, step);
            return;
        }

        throw new InvalidOperationException(
            $"{session}'s assignment {request.Number} was acknowledged and is in none of {newest} steps");
    }

    /// <summary>An evaluation was answered: the values are those after one step that it may have seen.</summary>
    public void CheckEvaluated(string session, SimulatedRequest request)
    {
        int newest = Newest;
        if (request.Error.Length > 0)
        {
            throw new InvalidOperationException($"{session} was told '{request.Error}' for an evaluation");
        }

        for (int state = request.SeenBefore; state <= newest; state++)
        {
            if (!IsOf(state, request)) continue;
            _seen = Math.Max(_seen, state);
            return;
        }

        throw new InvalidOperationException(
            $"{session} saw {Describe(request)}"
            + $", which is so after none of the steps {request.SeenBefore} to {newest}; after the last it is "
            + string.Join(", ", request.Nodes.Select(node => _twin.Value(node, newest)?.ToString() ?? "a fault")));
    }

    private bool IsOf(int state, SimulatedRequest request)
    {
        for (int i = 0; i < request.Nodes.Count; i++)
        {
            if (!IsSame(request.Held[i], _twin.Value(request.Nodes[i], state))) return false;
        }

        return true;
    }

    private static bool IsSame(in VersionedValue held, NdArray<double>? expected)
    {
        if (!held.HasValue || expected is null) return held.HasValue && held.Value.Fault is not null;
        return held.Value.Fault is null && held.Value.Lease<double>().ValueEquals(expected);
    }

    private static string Describe(SimulatedRequest request) =>
        string.Join(", ", request.Nodes.Select((node, i) => $"{node} = {Describe(request.Held[i])}"));

    private static string Describe(in VersionedValue held) => !held.HasValue
        ? "nothing"
        : held.Value.Fault?.DescribePath() ?? held.Value.Lease<double>().ToString();

    private void Add(StoredStep step)
    {
        foreach (StoredNode node in step.Nodes)
        {
            if (node.Definition.Kind == Kind.Variable) _keys[node.Definition.Id] = node.Definition.Key;
        }

        foreach ((string session, AssignmentNumber number) in step.Sessions)
        {
            if (number <= _marks.GetValueOrDefault(session))
            {
                throw new InvalidOperationException($"{session}'s assignment {number} was applied again");
            }

            _marks[session] = number;
            _steps[(session, number)] = _twin.Newest + 1;
        }

        _twin.Assign(step.Values.Select(value => (VariableOf(value), (NdArray<double>)value.Content)));
    }

    private GraphNode VariableOf(StoredValue value) =>
        _nodes[int.Parse(_keys[value.Variable.Value][1..], System.Globalization.CultureInfo.InvariantCulture)];
}
