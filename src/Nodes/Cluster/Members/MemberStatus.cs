namespace Dataflow.Nodes.Cluster;

/// <summary>How a member stands in the cluster, for whoever looks at it from another thread.</summary>
/// <param name="Life">Its life in the table of members; 0 while it has none.</param>
/// <param name="IsNew">Whether that began less than a lease ago: others may still be joining, too.</param>
/// <param name="IsLeaving">Whether it leaves, or has left.</param>
/// <param name="View">The newest view of the cluster that it has seen.</param>
internal sealed record MemberStatus(long Life, bool IsNew, bool IsLeaving, ClusterView View)
{
    public static readonly MemberStatus Outside = new(0, false, false, ClusterView.Empty);

    /// <summary>Whether the table counts it among those that may own graphs, and it means to stay.</summary>
    public bool MayServe => Life > 0 && !IsLeaving && View.Find(Life) is not null;
}
