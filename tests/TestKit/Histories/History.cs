using System.Numerics;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Memory;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// One seed, one story: several clients assign, transact, evaluate, read and cancel over a random graph, while a seeded
/// dispatcher chooses what happens next. Every value that anybody sees is compared with the oracle's under the state of
/// the variables at the revision that it was evaluated at, and that revision must not be older than what the client
/// had seen acknowledged.
/// </summary>
internal sealed class History<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _seed;
    private readonly string _ofWhat;
    private readonly Random _chance;
    private readonly Climate _climate;
    private readonly SimulationDispatcher _dispatcher;
    private readonly Engine _engine;
    private readonly RandomGraph<T> _graph;
    private readonly Model<T> _model;
    private readonly List<Client<T>> _clients;
    private readonly List<EvalRequest> _evaluations = [];
    private readonly List<Func<string>> _story = [];

    /// <summary>A history of a small graph, of numbers or short vectors.</summary>
    /// <param name="seed">What the graph, the climate and every choice are drawn from.</param>
    /// <param name="model">What every value is compared with; null for the right one.</param>
    public History(int seed, Model<T>? model = null) : this(
        seed, "", model, Climate.Draw, (chance, climate, graph) => new SmallGraph<T>(chance, climate.HasArrays, graph))
    {
    }

    private History(
        int seed, string ofWhat, Model<T>? model, Func<Random, int, Climate> drawClimate,
        Func<Random, Climate, Graph, RandomGraph<T>> drawGraph)
    {
        (_seed, _ofWhat, _model) = (seed, ofWhat, model ?? new Model<T>());
        _chance = new Random(seed);
        _climate = drawClimate(_chance, seed);
        _dispatcher = new SimulationDispatcher(seed);
        _engine = new Engine(_climate.ChooseShards(_chance), _climate.Limits, _dispatcher);
        _graph = drawGraph(_chance, _climate, _engine.Graph);
        _model.Twin.Know(_graph.Nodes);
        var keeping = new Random(~seed);
        _clients = [.. Enumerable.Range(0, _climate.Clients).Select(number => new Client<T>(number, keeping))];
    }

    /// <summary>A history of a graph of any operators of the catalogue.</summary>
    /// <inheritdoc cref="History{T}(int, Model{T})"/>
    public static History<T> OfCatalogue(int seed, Model<T>? model = null) => new(
        seed, " of the catalogue", model, Climate.DrawForCatalogue,
        (chance, _, graph) => new CatalogueGraph<T>(chance, graph));

    /// <summary>Runs the story to its end.</summary>
    /// <exception cref="InvalidOperationException">Something was wrong; the message has the seed and the
    /// story.</exception>
    public void Run() => Tell(() => { });

    /// <summary>
    /// The same, and then checks that no memory is still lent once every value is a number. Nothing else may make
    /// arrays meanwhile.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public void RunAlone()
    {
        long before = BufferPool.Shared.BytesInUse;
        Tell(() => CheckLeases(before));
    }

    private void Tell(Action end)
    {
        try
        {
            for (int i = 0; i < _climate.Operations; i++)
            {
                if (_climate.ChangesOneOf > 0 && _chance.Next(_climate.ChangesOneOf) == 0) ChangeGraph();
                Act(_clients[_chance.Next(_clients.Count)]);
                int steps = _chance.Next(_climate.StepsBetween);
                for (; steps > 0 && _dispatcher.Step(); steps--) Observe();
            }

            Finish();
            _engine.CheckAtRest();
            EvaluateEverything();
            _engine.CheckAtRest();
            CheckCounts();
            foreach (Client<T> client in _clients) client.CheckKept();
            end();
            CheckForgotten();
        }
        catch (Exception exception)
        {
            string element = ElementTypes.Of<T>().ToString();
            throw new InvalidOperationException(
                $"seed {_seed}{_ofWhat} in {element} under {_climate}: {exception.Message}\n"
                + string.Join('\n', _story.Select(tell => tell())),
                exception);
        }
    }

    private void Act(Client<T> client)
    {
        if (client.IsBusy)
        {
            if (_chance.Next(4) == 0 && client.Pending is EvalRequest evaluation)
            {
                Tell(() => $"{client} cancels", new Cancellation(evaluation));
            }

            return;
        }

        switch (_chance.Next(10))
        {
            case < 3: Assign(client, 1); break;
            case 3: Assign(client, 1 + _chance.Next(4)); break;
            case < 9: Evaluate(client, Need.Value); break;
            default: Evaluate(client, Need.IfValid); break;
        }
    }

    /// <summary>What is under way is asked for through a handle, so it is held.</summary>
    private void ChangeGraph()
    {
        HashSet<GraphNode> under = [.. _clients.SelectMany(client => client.Asked)];
        if (_chance.Next(2) == 0) _graph.DropSome(under.Contains);
        else _graph.GrowOn();
        _model.Twin.Know(_graph.Nodes);
        int left = _graph.Nodes.Count;
        _story.Add(() => $"the graph changes; {left} nodes are held");
    }

    /// <summary>What nobody can reach has left, with all that was known of it.</summary>
    private void CheckForgotten()
    {
        _graph.DropAll();
        _story.Add(() => "everything is let go");
        Finish();
        var survey = new Survey();
        _engine.Post(survey);
        Finish();
        if (_engine.Graph.Count == 0 && survey.Counts.Cells == 0) return;
        throw new InvalidOperationException(
            $"{_engine.Graph.Count} nodes and {survey.Counts.Cells} cells are left of a graph that nobody can reach");
    }

    private void Assign(Client<T> client, int count)
    {
        var values = new List<(GraphNode, NdArray<T>)>();
        for (int i = 0; i < count; i++)
        {
            GraphNode variable = _graph.AnyVariable();
            values.Add((variable, _graph.AnyValue(variable, _climate.ShapesChange)));
        }

        Assignment assignment = client.Assign(values);
        _model.Begin(assignment, values);
        Tell(() => $"{client} assigns {Show(values)}", assignment);
    }

    private static string Show(List<(GraphNode Variable, NdArray<T> Value)> values) =>
        string.Join(", ", values.Select(value => $"{value.Variable} := {value.Value}"));

    private void Evaluate(Client<T> client, Need need)
    {
        GraphNode[] nodes = [.. Enumerable.Range(0, 1 + _chance.Next(3)).Select(_ => _graph.AnyNode())];
        EvalRequest evaluation = client.Evaluate(nodes, need, _model.Newest);
        if (need == Need.Value) _evaluations.Add(evaluation);
        string does = need == Need.Value ? "evaluates" : "reads";
        Tell(() => $"{client} {does} {string.Join<GraphNode>(", ", nodes)}", evaluation);
    }

    private void Tell(Func<string> what, Message message)
    {
        _story.Add(what);
        _engine.Post(message);
    }

    private void Observe()
    {
        _model.Observe();
        foreach (Client<T> client in _clients) client.Check(_model);
    }

    private void Finish()
    {
        while (_dispatcher.Step()) Observe();
        Observe();
        if (_clients.Find(client => client.IsBusy) is { } stuck)
        {
            throw new InvalidOperationException($"{stuck} was never answered");
        }
    }

    private void EvaluateEverything()
    {
        EvalRequest evaluation = _clients[0].Evaluate([.. _graph.Nodes], Need.Value, _model.Newest);
        _evaluations.Add(evaluation);
        Tell(() => "everything is evaluated", evaluation);
        Finish();
    }

    private void CheckLeases(long before)
    {
        var values = _graph.Variables.Select(variable => (variable, Ones(variable.Shape ?? Shape.Scalar))).ToList();
        Assignment assignment = _clients[0].Assign(values);
        _model.Begin(assignment, values);
        Tell(() => "every element is one", assignment);
        Finish();
        EvaluateEverything();
        foreach (Client<T> client in _clients) client.CheckKept();
        long left = BufferPool.Shared.BytesInUse - before;
        long most = Living().Sum(node => BytesOf(node) * CopiesOf(node));
        if (left > most) throw new InvalidOperationException($"{left} bytes are lent, and all values take {most}");
    }

    private static NdArray<T> Ones(Shape shape) =>
        NdArray<T>.Move([.. Enumerable.Repeat(T.One, (int)shape.Length)], shape);

    /// <summary>What the node's value takes now; a number, or a fault, nothing.</summary>
    private long BytesOf(GraphNode node) =>
        node.Kind == NodeKind.Operation && _model.Value(node, _model.Newest) is { IsScalar: false } value
            ? SizeClasses.Bytes(SizeClasses.Of(value.Bytes))
            : 0;

    /// <summary>
    /// How often the node's value may be there. A shard that is short of memory lets go of a value that others still
    /// borrow, and computes it again for the next one: then each reader has its own.
    /// </summary>
    private int CopiesOf(GraphNode node) => !_climate.IsShortOfMemory
        ? 1
        : 1 + Living().Count(user => Reads(user, node));

    /// <summary>What somebody holds, and what that is built from.</summary>
    private List<GraphNode> Living() => Traversal.OperandsFirst([.. _graph.Nodes]);

    private static bool Reads(GraphNode user, GraphNode node) =>
        Enumerable.Range(0, user.OperandCount).Any(i => user.Operand(i) == node);

    /// <summary>
    /// Minimal: a number is computed at most once for each state of the variables that it depends on, and only if an
    /// evaluation needs it; one that is cancelled may cost it once more, because the word of that travels, too.
    /// </summary>
    private void CheckCounts()
    {
        if (_climate.HasArrays) return;
        var inspection = new Inspection(_graph.Nodes);
        _engine.Post(inspection);
        Finish();
        Dictionary<GraphNode, Asked> asked = WhatWasAsked();
        for (int i = 0; i < _graph.Nodes.Count; i++)
        {
            GraphNode node = _graph.Nodes[i];
            long runs = inspection.Statuses[i].Runs;
            int states = _model.StatesOf(node, asked[node].Revisions) + asked[node].Cancelled;
            if (runs > states) throw new InvalidOperationException($"{node} ran {runs} times for {states} states");
            if (!inspection.Statuses[i].IsValid && _model.Value(node, _model.Newest) is not null)
            {
                throw new InvalidOperationException($"{node} is invalid right after it was evaluated");
            }
        }
    }

    private Dictionary<GraphNode, Asked> WhatWasAsked()
    {
        var all = new Dictionary<GraphNode, Asked>();
        foreach (EvalRequest evaluation in _evaluations.Where(one => one.Active is not null))
        {
            foreach (GraphNode node in Traversal.OperandsFirst(evaluation.Nodes))
            {
                if (!all.TryGetValue(node, out Asked? asked)) all.Add(node, asked = new Asked());
                asked.Revisions.Add(evaluation.Active!.Revision.Number);
                if (evaluation.Error is not null) asked.Cancelled++;
            }
        }

        return all;
    }

    /// <summary>At which revisions a node may have been needed, and by how many that were cancelled.</summary>
    private sealed class Asked
    {
        public HashSet<long> Revisions { get; } = [];

        public int Cancelled { get; set; }
    }
}
