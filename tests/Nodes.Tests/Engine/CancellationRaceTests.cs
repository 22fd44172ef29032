using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Engine;

/// <summary>Cancelling at every moment, and what follows when the engine breaks: nobody is left waiting.</summary>
public sealed class CancellationRaceTests
{
    private readonly SimulationDispatcher _dispatcher = new(seed: 7);

    /// <summary>A token can be cancelled after the evaluation was made and before it was sent.</summary>
    [Fact]
    public void Cancellation_BeforeItsEvaluation_CancelsItAndNothingElse()
    {
        Nodes.Engine.Engine engine = NewEngine();
        GraphNode one = engine.Graph.Constant(ElementType.Float64, 1);
        var evaluation = new EvalRequest([one], Need.Value);
        engine.Post(new Cancellation(evaluation));
        engine.Post(evaluation);
        _dispatcher.RunUntilIdle();
        Assert.IsType<OperationCanceledException>(evaluation.Error);
        Assert.Equal(1, engine.Eval(one)[0].Value.Number);
    }

    [Fact]
    public async Task EvalAsync_CancelledAtAnyMoment_IsAnsweredAndBreaksNothing()
    {
        (Nodes.Engine.Engine engine, GraphNode node) = NewChain();
        for (int i = 0; i < 2000; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task cancelling = Task.Run(cancellation.Cancel);
            Task evaluating = engine.EvalAsync([node], cancellation.Token);
            await cancelling;
            Assert.IsNotType<InvalidOperationException>(await Record.ExceptionAsync(() => evaluating));
        }

        Assert.True((await engine.EvalAsync([node], CancellationToken.None))[0].HasValue);
    }

    /// <summary>The caller's thread works and another one cancels.</summary>
    [Fact]
    public async Task Eval_CancelledAtAnyMoment_IsAnsweredOrCancelledByItsToken()
    {
        (Nodes.Engine.Engine engine, GraphNode node) = NewChain();
        for (int i = 0; i < 2000; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task cancelling = Task.Run(cancellation.Cancel);
            Exception? error = Record.Exception(() => engine.Eval([node], cancellation.Token));
            await cancelling;
            if (error is null) continue;
            var cancelled = Assert.IsAssignableFrom<OperationCanceledException>(error);
            Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        }

        Assert.True(engine.Eval(node)[0].HasValue);
    }

    private static (Nodes.Engine.Engine Engine, GraphNode End) NewChain()
    {
        var engine = new Nodes.Engine.Engine(new ShardsOfLength(1), ShardLimits.Default, new WorkersDispatcher());
        GraphNode node = engine.Graph.Constant(ElementType.Float64, 1);
        for (int i = 0; i < 20; i++)
        {
            node = engine.Define(new Formula(OperatorCatalogue.Find("sin")!, null, ElementType.Float64, [node]));
        }

        return (engine, node);
    }

    private Nodes.Engine.Engine NewEngine() => new(new ShardsOfLength(1), ShardLimits.Default, _dispatcher);
}
