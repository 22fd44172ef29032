namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Says which partial results to combine when blocks of elements arrive one after the other, so that a balanced tree
/// comes out and rounding errors grow with the logarithm of the length. Works like a binary counter: the slot a block
/// goes to, and how many slots below it are full and are combined with it.
/// </summary>
internal ref struct PairwiseTree
{
    private long _blocks;

    /// <summary>How many slots are full.</summary>
    public int Depth { get; private set; }

    /// <summary>How many slots a tree over that many blocks can need at once.</summary>
    public static int SlotsFor(long blocks) => 65 - (int)long.LeadingZeroCount(blocks);

    /// <summary>
    /// A block's result lies in slot Depth; answers how many times to combine it downward, and counts it.
    /// </summary>
    public int Push()
    {
        int carries = (int)long.TrailingZeroCount(~_blocks++);
        Depth += 1 - carries;
        return carries;
    }
}
