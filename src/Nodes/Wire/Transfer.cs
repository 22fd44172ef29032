using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Wire;

/// <summary>An array on its way out: a lease on its memory, and how much of it was sent.</summary>
/// <param name="block">Its memory; the array itself may be disposed of meanwhile.</param>
/// <param name="bytes">How many there are.</param>
/// <param name="holds">Whether letters behind it wait until it was sent.</param>
internal sealed class Transfer(Block block, long bytes, bool holds)
{
    public Block Block => block;

    public long Bytes => bytes;

    public bool Holds => holds;

    /// <summary>By which number the peer knows it.</summary>
    public ulong Number { get; set; }

    public long Sent { get; set; }

    public long Left => Bytes - Sent;
}
