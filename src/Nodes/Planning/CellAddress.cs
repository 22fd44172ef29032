namespace Dataflow.Nodes.Planning;

/// <summary>Where a node lives: the shard whose actor owns it, and which of its cells it is.</summary>
internal readonly record struct CellAddress(ShardId Shard, int Cell)
{
    /// <summary>Not planned yet.</summary>
    public static readonly CellAddress None = new(default, -1);

    public bool IsTaken => Cell >= 0;

    public override int GetHashCode() => (Shard.Value * 0x1F1F1F1F) ^ Cell;
}
