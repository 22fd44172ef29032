using System.Numerics;

namespace Dataflow.Nodes.Graphs;

/// <summary>What is known of a node that another graph published: its name, and its shape as far as that is known.
/// </summary>
internal sealed record PublishedNode(string Name, Shape? Shape) : Parameters
{
    protected override string Text => Name;
}

/// <summary>
/// Stands, in a client's graph, for what was published under a name at the graph's home. Never run here.
/// </summary>
internal sealed class PublishedOperator : Operator
{
    public static readonly PublishedOperator Definition = new();

    private PublishedOperator()
        : base("published", "what was published under a name")
    {
    }

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters) =>
        ((PublishedNode)parameters!).Shape;

    internal override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result) =>
        throw new NotSupportedException("what was published elsewhere is computed there");
}
