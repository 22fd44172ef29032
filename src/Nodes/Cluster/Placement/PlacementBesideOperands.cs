using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// A node lives where it was told to, if such a member is there; else beside the largest of its operands; at home if it
/// has none.
/// </summary>
internal sealed class PlacementBesideOperands : IPlacement
{
    public ShardId Place(NodeToPlace node, ReadOnlySpan<ShardLoad> shards) =>
        (node.Wish is { } wish ? Find(wish, shards) : null) ?? BesideLargest(node, shards);

    /// <summary>
    /// Of the shards that fit, the one with the fewest bytes; ties by the numbers of the shards, alike everywhere.
    /// </summary>
    public ShardId? Find(PlaceRequest wish, ReadOnlySpan<ShardLoad> shards)
    {
        ShardLoad? best = null;
        foreach (ShardLoad shard in shards)
        {
            if (Fits(wish, shard.Card) && (best is not { } before || IsBefore(shard, before))) best = shard;
        }

        return best?.Shard;
    }

    private static bool Fits(PlaceRequest wish, MemberCard member)
    {
        if (wish.Member.Length > 0) return member.Name == wish.Member;
        return wish.Role.Length > 0 ? member.Roles.Contains(wish.Role) : wish.Rule == PlaceRequest.Spread.Rule;
    }

    private static bool IsBefore(ShardLoad one, ShardLoad other) =>
        one.Bytes < other.Bytes || (one.Bytes == other.Bytes && one.Shard.Value < other.Shard.Value);

    private static ShardId BesideLargest(NodeToPlace node, ReadOnlySpan<ShardLoad> shards)
    {
        (ShardId shard, long most) = (node.Home, -1);
        foreach (OperandPlace operand in node.Operands)
        {
            if (operand.Bytes > most && IsThere(operand.Shard, shards)) (shard, most) = (operand.Shard, operand.Bytes);
        }

        return shard;
    }

    private static bool IsThere(ShardId shard, ReadOnlySpan<ShardLoad> shards)
    {
        foreach (ShardLoad one in shards)
        {
            if (one.Shard == shard) return true;
        }

        return false;
    }
}
