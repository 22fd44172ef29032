using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Tests.Evaluation;

namespace Dataflow.Nodes.Tests.Engine;

/// <summary>
/// Operators that throw are contained; what nobody thought of breaks the engine, and then every request fails at once.
/// </summary>
public sealed class BrokenEngineTests
{
    private readonly ThrowingOperator _throwing = new();
    private readonly Nodes.Engine.Engine _engine =
        new(new ShardsOfLength(1), ShardLimits.Default with { ElementsInside = 0 }, new SimulationDispatcher(seed: 3));

    [Fact]
    public void Eval_OfAShapeRuleThatThrows_IsAFaultOfTheNode()
    {
        (GraphNode variable, GraphNode node) = Throwing();
        _throwing.InShapeRule = new InvalidCastException("odd");
        Assign(variable);
        Assert.IsType<InvalidCastException>(_engine.Eval(node)[0].Value.Fault!.Origin.Cause);
    }

    [Fact]
    public void Eval_OfAKernelWithoutMemory_IsAFaultThatTheNextAssignmentHeals()
    {
        (GraphNode variable, GraphNode node) = Throwing();
        _throwing.InKernel = new InsufficientMemoryException();
        Assign(variable);
        Assert.IsType<InsufficientMemoryException>(_engine.Eval(node)[0].Value.Fault!.Origin.Cause);
        _throwing.InKernel = null;
        Assign(variable);
        Assert.Null(_engine.Eval(node)[0].Value.Fault);
    }

    /// <summary>An exception that throws when it is asked for its message escapes every guard of a kernel.</summary>
    [Fact]
    public void Eval_WhenAKernelBreaksTheEngine_FailsNowAndLater()
    {
        (GraphNode variable, GraphNode node) = Throwing();
        _throwing.InKernel = new UnspeakableException();
        Assign(variable);
        Assert.Throws<InvalidOperationException>(() => _engine.Eval(node));
        AssertBroken(variable, node);
    }

    [Fact]
    public void Eval_WhenAnActorBreaksTheEngine_FailsNowAndLater()
    {
        (GraphNode variable, GraphNode node) = Throwing();
        _throwing.InShapeRule = new UnspeakableException();
        Assign(variable);
        Assert.Throws<InvalidOperationException>(() => _engine.Eval(node));
        AssertBroken(variable, node);
    }

    private void AssertBroken(GraphNode variable, GraphNode node)
    {
        Exception[] failures =
        [
            Assert.Throws<InvalidOperationException>(() => _engine.Eval(node)),
            Assert.Throws<InvalidOperationException>(() => _engine.Fetch(variable)),
            Assert.Throws<InvalidOperationException>(() => Assign(variable)),
            Assert.Throws<InvalidOperationException>(() => _engine.Snapshot([node])),
        ];
        Assert.All(failures, failure => Assert.Contains("please report it", failure.Message, StringComparison.Ordinal));
    }

    private void Assign(GraphNode variable) =>
        _engine.Assign(Assignment.Of(variable, new Value(0, NdArray<double>.Of(1, 2))));

    private (GraphNode Variable, GraphNode Node) Throwing()
    {
        GraphNode variable = _engine.Graph.Variable(ElementType.Float64, null, null);
        return (variable, _engine.Define(new Formula(_throwing, null, ElementType.Float64, [variable])));
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
