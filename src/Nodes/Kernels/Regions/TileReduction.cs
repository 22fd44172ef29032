using System.Numerics;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces the rows of a source without its elements ever lying in memory: leaf by leaf, or several short rows at a
/// time. The leaves are those that <see cref="RowReduction"/> cuts an array into, so the bits are the same.
/// </summary>
internal sealed unsafe class TileReduction<TKernel, T> : PartedWork
    where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Block = RowReduction.LeafLength;
    private const long LeafCost = 5;

    private readonly ITileSource<T> _source;
    private readonly long _size;
    private readonly long _leavesInRow;
    private readonly long _leavesAtATime;
    private readonly long _leavesInPart;
    private readonly ArrayElements<T> _leaves;

    private TileReduction(ITileSource<T> source, long size, ArrayElements<T> leaves)
    {
        (_source, _size, _leaves) = (source, size, leaves);
        _leavesInRow = ((size - 1) / Block) + 1;
        _leavesAtATime = _leavesInRow > 1 ? 1 : Block / size;
        long ofLeaf = Math.Min(size, Block);
        long part = Parts.Length(leaves.Length * ofLeaf, source.Cost + LeafCost) / ofLeaf;
        _leavesInPart = Math.Max(1, part / _leavesAtATime) * _leavesAtATime;
    }

    /// <summary>Each row of this many elements becomes one of the result; rows are not empty.</summary>
    public static void Run(ITileSource<T> source, long size, ArrayElements<T> result)
    {
        long count = result.Length;
        if (count == 0) return;
        ArrayElements<T> leaves = size <= Block
            ? result
            : ArrayElements<T>.Allocate(Shape.Of(count * (((size - 1) / Block) + 1)));
        try
        {
            var work = new TileReduction<TKernel, T>(source, size, leaves);
            Team.Run(work, (int)((leaves.Length + work._leavesInPart - 1) / work._leavesInPart));
            if (size > Block) work.Combine(result);
        }
        finally
        {
            if (size > Block) leaves.Release();
        }

        if (!TKernel.NeedsFinish) return;
        for (long i = 0; i < count; i++) result.Pointer[i] = TKernel.Finish(result.Pointer[i], size);
    }

    public override void Do(int part)
    {
        T* room = stackalloc T[Block + (BufferPool.Alignment / sizeof(T))];
        T* block = (T*)(((nuint)room + BufferPool.Alignment - 1) & ~(nuint)(BufferPool.Alignment - 1));
        long leaf = part * _leavesInPart, end = Math.Min(_leaves.Length, leaf + _leavesInPart);
        for (; leaf < end; leaf += _leavesAtATime)
        {
            if (_leavesInRow > 1) LongRow(leaf, block);
            else ShortRows(leaf, Math.Min(_leavesAtATime, end - leaf), block);
        }
    }

    private void LongRow(long leaf, T* block)
    {
        (long row, long piece) = Math.DivRem(leaf, _leavesInRow);
        long from = piece * Block, length = Math.Min(Block, _size - from);
        _source.Fill(block, (row * _size) + from, length);
        _leaves.Pointer[leaf] = RowReduction.Leaf<TKernel, T>(block, (int)length);
    }

    private void ShortRows(long row, long count, T* block)
    {
        _source.Fill(block, row * _size, count * _size);
        for (long i = 0; i < count; i++)
            _leaves.Pointer[row + i] = RowReduction.Leaf<TKernel, T>(block + (i * _size), (int)_size);
    }

    private void Combine(ArrayElements<T> result)
    {
        for (long row = 0; row < result.Length; row++)
            result.Pointer[row] = RowReduction.Tree<TKernel, T>(_leaves.Pointer + (row * _leavesInRow), _leavesInRow);
    }
}
