namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Which members work a graph, and what their shards are called. A member that comes back, or lives anew, gets a new
/// shard: nothing that the one before had counts any more.
/// </summary>
internal sealed class HomeShards(ShardPlace home)
{
    private int _last = home.Shard.Value;
    private bool _isDoubted;

    public IReadOnlyList<ShardPlace> Places { get; private set; } = [];

    public bool Has(long life) => Places.Any(place => place.Life == life);

    public bool Has(string member) => Places.Any(place => place.Card.Name == member);

    /// <summary>The name of the member that has the shard; null when no member has.</summary>
    public string? NameOf(ShardId shard) => Places.FirstOrDefault(place => place.Shard == shard)?.Card.Name;

    /// <summary>False when just these members work it already, and nothing of theirs is in doubt.</summary>
    public bool TryChange(IReadOnlyList<MemberLife> members)
    {
        var lives = members.Select(member => member.Life).ToHashSet();
        if (!_isDoubted && lives.SetEquals(Places.Select(place => place.Life))) return false;
        _isDoubted = false;
        var known = Places.ToDictionary(place => place.Life);
        Places = [.. members.Select(member => known.GetValueOrDefault(member.Life) ?? Add(member))];
        return true;
    }

    /// <summary>The shard is not to be worked with any more; its member begins anew.</summary>
    public void Remove(ShardId shard) => Places = [.. Places.Where(place => place.Shard != shard)];

    /// <summary>Something between those who work it may be lost: they begin anew, even if they are the same.</summary>
    public void Doubt() => _isDoubted = true;

    private ShardPlace Add(MemberLife member) =>
        member.Life == home.Life ? home : new ShardPlace(new ShardId(++_last), member.Card, member.Life);
}
