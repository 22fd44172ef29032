namespace Dataflow.Nodes.Wire;

/// <summary>
/// What limits are called where they can be raised: by who writes a program, and by who configures a member.
/// </summary>
internal static class LimitNames
{
    public const string FrameBytes = $"{nameof(LinkOptions.MaxFrameBytes)} (a member's limits:frameBytes)";

    public const string QueuedBytes = $"{nameof(LinkOptions.MaxQueuedBytes)} (a member's limits:queuedBytes)";

    public const string ArrayBytes = $"{nameof(LinkOptions.MaxArrayBytes)} (a member's limits:arrayBytes)";

    public const string Connections = $"{nameof(LinkOptions.MaxConnections)} (a member's limits:connections)";

    public const string Graphs = "limits:graphs in the member's configuration";

    public const string SessionTime = "limits:sessionSeconds in the member's configuration";

    public const string NodesPerGraph = "limits:nodesPerGraph in the member's configuration";

    public const string RequestsInFlight = "limits:requestsInFlight in the member's configuration";
}
