using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Makes computations without a shard: what waits is leased by whoever reads it, and by nobody else.</summary>
internal sealed class ComputationMaker
{
    public Graph Graph { get; } = new();

    /// <summary>A computation with one lease, the caller's, and one on each operand.</summary>
    public Computation Begin(string name, params Value[] operands) => Begin(OperatorCatalogue.Find(name)!, operands);

    /// <summary>The same of any operator.</summary>
    public Computation Begin(Operator op, params Value[] operands)
    {
        GraphNode[] nodes = [.. operands.Select(_ => Graph.Variable(ElementType.Float64, null, null))];
        Computation computation = Computation.Prepare(
            Graph.Apply(new Formula(op, null, ElementType.Float64, nodes)), operands);
        computation.Begin();
        return computation;
    }

    /// <summary>A computation over one that waits for it alone.</summary>
    public Computation Over(string name, string inner, params Value[] operands)
    {
        Computation waiting = Begin(inner, operands), user = Begin(name, new Value(0, waiting));
        waiting.Release();
        return user;
    }
}
