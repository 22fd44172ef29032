namespace Dataflow.Nodes;

/// <summary>Which node of a graph; numbered in the order of definition.</summary>
internal readonly record struct NodeId(int Value)
{
    /// <summary>What users call it: the first node of a graph is #1.</summary>
    public int Number => Value + 1;

    public override string ToString() => $"#{Number}";
}
