namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Which members work the graphs that are at home here. A graph begins a new era whenever a member comes or goes, or
/// a link between two of them breaks, since a message may have been lost with it. A member that cannot be reached,
/// though the table says that it is up, is avoided for a while.
/// </summary>
internal sealed class Workers(OwnLife life, Homes homes, IMemberLog log)
{
    private const int TroublesUntilAvoided = 4;
    private const int BeatsAvoided = MemberOptions.RenewalsPerLease + 1; // a whole lease, whenever it began

    private readonly Dictionary<string, int> _avoided = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _troubles = new(StringComparer.Ordinal);

    /// <summary>Has those members work the graph that may now.</summary>
    public void Reconsider(Home home)
    {
        MemberLife[] members = [.. life.View.Members.Where(member => MayWork(home, member))];
        if (home.TryForm(members)) log.Happened(
            $"graph '{home.Name}' is worked by {string.Join(", ", members.Select(member => member.Card.Name))}");
    }

    public void ReconsiderAll()
    {
        foreach (Home home in homes.All) Reconsider(home);
    }

    /// <summary>A link to or from a member is gone, and what was on it may be lost.</summary>
    public void Note(PeerLost lost)
    {
        if (lost.WasOpen) NoteTrouble(lost.Member);
        else Avoid(lost.Member, lost.Reason);
        foreach (Home home in homes.All) Renew(home, lost.Member);
    }

    /// <summary>A guest does not reach another, which the home of the two does not see.</summary>
    public void Note(ShardUnreachable unreachable)
    {
        if (homes.Find(unreachable.Graph) is not { } home) return;
        if (home.Shards.NameOf(unreachable.Shard) is not { } member) return;
        NoteTrouble(member);
        Renew(home, member);
    }

    /// <summary>A shard has lost something: another takes its place.</summary>
    public void Note(ShardLost lost)
    {
        if (homes.Find(lost.Graph) is not { } home || home.Shards.NameOf(lost.Shard) is null) return;
        home.Shards.Remove(lost.Shard);
        Reconsider(home);
    }

    /// <summary>Time has passed: who was avoided for long enough is tried again.</summary>
    public void Retry()
    {
        _troubles.Clear();
        bool isAnyBack = false;
        foreach ((string member, int beats) in _avoided.ToArray())
        {
            if (beats > 1) _avoided[member] = beats - 1;
            else isAnyBack |= _avoided.Remove(member);
        }

        if (isAnyBack && life.IsAlive) ReconsiderAll();
    }

    /// <summary>An unreachable member keeps what it has, and is given nothing new.</summary>
    private bool MayWork(Home home, MemberLife member) =>
        member.Life == life.Number
        || (!_avoided.ContainsKey(member.Card.Name)
            && (member.State == MemberState.Up
                || (member.State == MemberState.Unreachable && home.Shards.Has(member.Life))));

    private void NoteTrouble(string member)
    {
        int troubles = _troubles.GetValueOrDefault(member) + 1;
        _troubles[member] = troubles;
        if (troubles >= TroublesUntilAvoided) Avoid(member, "links to it keep breaking");
    }

    private void Avoid(string member, string why)
    {
        if (member == life.Card.Name || !life.View.Members.Any(one => one.Card.Name == member)) return;
        _troubles.Remove(member);
        _avoided[member] = BeatsAvoided;
        log.Happened($"member '{member}' cannot be reached and is avoided for a while: {why}");
    }

    /// <summary>A new era for whoever is left, because messages to or from the member may be lost.</summary>
    private void Renew(Home home, string member)
    {
        if (!home.Shards.Has(member)) return;
        home.Shards.Doubt();
        Reconsider(home);
    }
}
