namespace Dataflow.Nodes;

/// <summary>Which node of a graph; numbered from 0 in the order of definition.</summary>
internal readonly record struct NodeId(int Value)
{
    public override string ToString() => $"#{Value}";
}
