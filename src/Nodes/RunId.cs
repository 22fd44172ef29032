namespace Dataflow.Nodes;

/// <summary>Which actor: a run of nodes worked by one owner, or the graph's clock.</summary>
internal readonly record struct RunId(int Value)
{
    /// <summary>The graph's clock, which every run can answer.</summary>
    public static readonly RunId Clock = new(-1);

    public override string ToString() => this == Clock ? "clock" : $"run {Value}";
}
