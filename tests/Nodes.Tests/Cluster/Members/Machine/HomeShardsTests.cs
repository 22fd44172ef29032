using Dataflow.Nodes.Cluster;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Which shards a graph has, and what they are called.</summary>
public sealed class HomeShardsTests
{
    private static readonly MemberLife A = Member("a", 5), B = Member("b", 6), C = Member("c", 7);

    private readonly HomeShards _shards = new(new ShardPlace(new ShardId(0), A.Card, A.Life));

    [Fact]
    public void TryChange_TheHomeItself_KeepsItsShard()
    {
        Assert.True(_shards.TryChange([B, A]));
        Assert.Equal(["b1", "a0"], Names());
    }

    [Fact]
    public void TryChange_TheSameMembersInAnotherOrder_IsNoChange()
    {
        _shards.TryChange([A, B]);
        Assert.False(_shards.TryChange([B, A]));
    }

    [Fact]
    public void TryChange_AMemberThatComesBack_GetsANewShard()
    {
        _shards.TryChange([A, B, C]);
        _shards.TryChange([A, C]);
        _shards.TryChange([A, B, C]);
        Assert.Equal(["a0", "b3", "c2"], Names());
    }

    [Fact]
    public void Doubt_TheSameMembers_ChangesOnce()
    {
        _shards.TryChange([A, B]);
        _shards.Doubt();
        Assert.True(_shards.TryChange([A, B]));
        Assert.Equal(["a0", "b1"], Names());
        Assert.False(_shards.TryChange([A, B]));
    }

    [Fact]
    public void Remove_AShard_GivesItsMemberAnother()
    {
        _shards.TryChange([A, B]);
        _shards.Remove(new ShardId(1));
        Assert.Null(_shards.NameOf(new ShardId(1)));
        Assert.False(_shards.Has("b"));
        Assert.True(_shards.TryChange([A, B]));
        Assert.Equal("b", _shards.NameOf(new ShardId(2)));
        Assert.True(_shards.Has(B.Life));
    }

    private static MemberLife Member(string name, long life) =>
        new(new MemberCard(name, $"tcp://{name}", []), life, MemberState.Up);

    private IEnumerable<string> Names() => _shards.Places.Select(place => $"{place.Card.Name}{place.Shard.Value}");
}
