using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Engine;

/// <summary>G7 bounded: a hundred thousand rounds of anything leave no more memory behind than ten thousand.</summary>
/// <remarks>The bytes are those of the whole process, so these run with no other test beside them.</remarks>
[Collection(Name)]
public sealed class LongUseTests
{
    internal const string Name = "bytes are counted";

    private const int Rounds = 100_000;

    // The smallest object has 24 bytes: one left behind in every sixth round is found. What the runtime itself comes to
    // need meanwhile, as it compiles methods anew, is about a fifth of this.
    private const long Slack = 4 * Rounds;

    private readonly SimulationDispatcher _dispatcher = new(seed: 5);
    private readonly Nodes.Engine.Engine _engine;
    private readonly GraphNode _variable;
    private readonly GraphNode _node;
    private int _round;

    public LongUseTests()
    {
        _engine = new Nodes.Engine.Engine(new ShardsOfLength(1), ShardLimits.Default, _dispatcher);
        _variable = _engine.Graph.Variable(ElementType.Float64, null, null);
        _node = Apply("exp", Apply("neg", _variable));
    }

    [Fact]
    public void Assign_WithoutEvaluations_HoldsNothing() => AssertBounded(Assign);

    [Fact]
    public void Eval_WithoutAssignments_HoldsNothing() => AssertBounded(() => _engine.Eval(_node));

    [Fact]
    public void Eval_AfterEachAssignment_HoldsNothing() => AssertBounded(() =>
    {
        Assign();
        _engine.Eval(_node);
    });

    /// <summary>Cancelled at every depth of its way.</summary>
    [Fact]
    public void Cancel_AfterEachAssignment_HoldsNothing() => AssertBounded(() =>
    {
        Assign();
        var evaluation = new EvalRequest([_node], Need.Value);
        _engine.Post(evaluation);
        for (int steps = _dispatcher.Draw(12); steps > 0; steps--) _dispatcher.Step();
        _engine.Post(new Cancellation(evaluation));
        _dispatcher.RunUntilIdle();
    });

    /// <summary>One evaluation outlives all the assignments: what lies between it and the newest is let go.</summary>
    [Fact]
    public void Assign_DuringALongEvaluation_HoldsNothing()
    {
        var revisions = new ActiveRevisions();
        revisions.Enter();
        _engine.Eval(_node);
        AssertBounded(() => revisions.Publish(new Revision(++_round)));
        Assert.Equal(new Revision(0), revisions.Oldest);
    }

    private static long Bytes() => GC.GetTotalMemory(forceFullCollection: true);

    private void Assign() =>
        _engine.Assign(Assignment.Of(_variable, Value.Of(_round++ % 7)));

    private GraphNode Apply(string name, GraphNode operand) =>
        _engine.Define(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, [operand]));

    private static void AssertBounded(Action round)
    {
        for (int i = 0; i < Rounds / 10; i++) round();
        long before = Bytes();
        for (int i = 0; i < Rounds; i++) round();
        Assert.InRange(Bytes() - before, long.MinValue, Slack);
    }
}

/// <summary>Tests that nothing may run beside.</summary>
[CollectionDefinition(LongUseTests.Name, DisableParallelization = true)]
public sealed class LongUseGroup;
