namespace Dataflow.Nodes.Cluster;

/// <summary>In which state a member is, in the field's terms.</summary>
internal enum MemberState
{
    /// <summary>It is known but takes no nodes yet.</summary>
    Joining,

    Up,

    /// <summary>It hands over what it has and takes nothing new.</summary>
    Leaving,

    /// <summary>It has not renewed its lease for a while; nobody may take over its nodes yet.</summary>
    Unreachable,

    /// <summary>Its lease has ended, or it left: whatever it does is void.</summary>
    Down,
}

/// <summary>What a member says of itself: a name that no other has, where it listens, and what it is for.</summary>
internal sealed record MemberCard(string Name, string Address, IReadOnlyList<string> Roles);

/// <summary>One life of a member. A process that starts again is another life.</summary>
/// <param name="Card">What it said of itself.</param>
/// <param name="Life">The epoch at which it joined: a number that no other life has.</param>
/// <param name="State">How it is.</param>
internal sealed record MemberLife(MemberCard Card, long Life, MemberState State)
{
    /// <summary>Whether it may own nodes and graphs.</summary>
    public bool MayOwn => State is MemberState.Up or MemberState.Leaving or MemberState.Unreachable;
}

/// <summary>Who is in the cluster, and which member is home to which graph. Immutable; the epoch only grows.</summary>
internal sealed record ClusterView(
    long Epoch, IReadOnlyList<MemberLife> Members, IReadOnlyDictionary<string, long> Homes)
{
    public static readonly ClusterView Empty = new(0, [], new Dictionary<string, long>());

    /// <summary>Whether whatever that life did is void. One that this view is too old to know is not.</summary>
    public bool IsOver(long life) =>
        life <= Epoch && !Members.Any(member => member.Life == life && member.State != MemberState.Down);

    /// <summary>The member of that life, if it may still own anything.</summary>
    public MemberLife? Find(long life) => Members.FirstOrDefault(member => member.Life == life && member.MayOwn);
}
