using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Clusters;

/// <summary>What a simulated client asked, and what came back.</summary>
internal sealed class SimulatedRequest
{
    public long Number { get; init; }

    public IReadOnlyList<(GraphNode Variable, NdArray<double> Value)> Values { get; init; } = [];

    public IReadOnlyList<GraphNode> Nodes { get; init; } = [];

    public Nodes.Graphs.PlaceRequest? Where { get; init; }

    /// <summary>The name that the node is to have; null when that is not what is asked.</summary>
    public string? PublishedAs { get; init; }

    /// <summary>Whether the graph is to be deleted.</summary>
    public bool IsDeletion { get; init; }

    public long Asked { get; set; }

    public override string ToString()
    {
        if (PublishedAs is not null) return $"publishes {Nodes[0]} as {PublishedAs}";
        if (Where is not null) return $"moves {Nodes[0]} to {Where.Member}";
        if (Values.Count == 0) return $"evaluates {string.Join(", ", Nodes)}";
        return $"assigns {string.Join(", ", Values.Select(value => $"{value.Variable} := {value.Value}"))}";
    }

    /// <summary>How many steps had been seen by somebody when it was asked.</summary>
    public int SeenBefore { get; set; }

    public string Error { get; set; } = "";

    public IReadOnlyList<VersionedValue> Held { get; set; } = [];
}
