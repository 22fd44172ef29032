using System.Buffers;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Wire;

/// <summary>A piece of an array's memory, for those who take <see cref="Memory{T}"/>; one piece at a time.</summary>
internal sealed unsafe class BlockMemory : MemoryManager<byte>
{
    private Block? _block;
    private byte* _start;
    private int _length;

    /// <summary>
    /// The piece that begins so many bytes into the block; it ends the one before. The block must be leased until
    /// nobody uses the piece any more, which keeps it reachable.
    /// </summary>
    public Memory<byte> Of(Block block, long offset, int length)
    {
        _block = block;
        _start = (byte*)block.Pointer + offset;
        _length = length;
        return CreateMemory(length);
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    // The memory of blocks never moves.
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, default, this);

    public override void Unpin() => GC.KeepAlive(_block);

    protected override void Dispose(bool disposing) => _block = null;
}
