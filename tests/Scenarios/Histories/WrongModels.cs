using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Histories;

namespace Dataflow.Scenarios.Histories;

/// <summary>Thinks of every revision as of the one before it.</summary>
internal sealed class StaleModel : Model<double>
{
    public override NdArray<double>? Value(GraphNode node, long revision) =>
        base.Value(node, Math.Max(0, revision - 1));
}

/// <summary>Takes a sine for a cosine.</summary>
internal sealed class MistakenModel : Model<double>
{
    public override NdArray<double>? Value(GraphNode node, long revision) =>
        node.Name == "sin" && base.Value(node.Operand(0), revision) is { } x ? x.Cos() : base.Value(node, revision);
}

/// <summary>Thinks that nothing ever fails.</summary>
internal sealed class FaultlessModel : Model<double>
{
    public override NdArray<double>? Value(GraphNode node, long revision) =>
        base.Value(node, revision) ?? NdArray<double>.Scalar(0);
}

/// <summary>Thinks that no variable ever changes, so that nothing may run twice.</summary>
internal sealed class ConstantModel : Model<double>
{
    public override int StatesOf(GraphNode node, IReadOnlySet<long> revisions) => 1;
}

/// <summary>Is off by one bit in the last element of arrays.</summary>
internal sealed class OffByOneBitModel : Model<double>
{
    public override NdArray<double>? Value(GraphNode node, long revision)
    {
        if (base.Value(node, revision) is not { IsScalar: false, Length: > 0 } value) return base.Value(node, revision);
        double[] elements = value.ToArray();
        elements[^1] = Math.BitIncrement(elements[^1]);
        return NdArray<double>.Move(elements, value.Shape);
    }
}
