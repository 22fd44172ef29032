namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Knows when a wave is quiet: when every message that it caused was answered. This is Dijkstra and Scholten's
/// detection of termination ("Termination detection for diffusing computations", 1980): a shard that a wave has reached
/// answers the message that reached it first when all it sent on is answered, and every later one at once. So shards
/// that borrow from each other do not wait for each other.
/// </summary>
internal struct Wave
{
    private int _unanswered;
    private ShardId _from;

    /// <summary>Something that was sent on is not answered yet.</summary>
    public readonly bool IsEngaged => _unanswered > 0;

    /// <summary>It was sent on to one more.</summary>
    public void SendOn() => _unanswered++;

    /// <summary>
    /// A message of the wave was handled; it came while the shard was engaged or not. True when it is to be answered
    /// now; if not, it is when the wave is quiet.
    /// </summary>
    public bool IsAnsweredNow(ShardId from, bool wasEngaged)
    {
        if (wasEngaged || !IsEngaged) return true;
        _from = from;
        return false;
    }

    /// <summary>One has answered. True when it was the last, and whoever engaged the shard is to be answered.</summary>
    public bool IsQuietAfterAnswer(out ShardId first)
    {
        first = _from;
        return --_unanswered == 0;
    }
}
