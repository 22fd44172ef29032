namespace Dataflow.Nodes.Cluster;

/// <summary>Does what the member decides, and has for all threads what it published last.</summary>
internal sealed class MemberOutbox(ITableOutbox table, HomeSites homes, GuestSites guests, IMemberLog log)
    : IMemberOutbox
{
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile MemberStatus _status = MemberStatus.Outside;

    public ITableOutbox Table => table;

    public IHomesOutbox Graphs => homes;

    public IGuestOutbox Guests => guests;

    public IMemberLog Log => log;

    /// <summary>What was published last.</summary>
    public MemberStatus Status => _status;

    /// <summary>Done when the member has left the cluster.</summary>
    public Task Left => _left.Task;

    public void Publish(MemberStatus status) => _status = status;

    public void EndMembership() => _left.TrySetResult();
}
