using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Asks the table of members, and counts the lease from when it was asked.</summary>
internal sealed class TableOutbox(TimeProvider time, Lease lease) : ITableOutbox
{
    private readonly RequestNumbers _numbers = new(time);

    /// <summary>Set once, before the member begins.</summary>
    public IMembership? Table { get; set; }

    public bool IsLeaseHeld => lease.IsHeld;

    public RequestNumber Ask(MembershipRequest request)
    {
        if (request.Number == 0) request.Number = _numbers.Next();
        Table!.Ask(request);
        return new RequestNumber(request.Number);
    }

    public void ExtendLease(RequestNumber answered)
    {
        if (_numbers.AskedAt(answered.Number) is { } asked) lease.Extend(asked);
    }

    public void EndLease() => lease.End();
}
