using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>What one handle holds, when it is watched for itself; ends when the handle is gone.</summary>
internal sealed class HandleHold(WeakReference<Graph> graph, GraphNode node)
{
    ~HandleHold()
    {
        if (graph.TryGetTarget(out Graph? living)) living.Release(node);
    }
}
