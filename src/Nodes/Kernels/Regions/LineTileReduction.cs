using System.Numerics;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces the rows of a source with a line kernel that never looks back at them, so that their elements need not lie
/// in memory. Leaves and their tree are those of <see cref="LineReduction"/>, so the bits are the same.
/// </summary>
internal sealed unsafe class LineTileReduction<TKernel, T, TPartial> : PartedWork
    where TKernel : struct, ILineKernel<T, TPartial> where T : unmanaged, IFloatingPointIeee754<T>
    where TPartial : unmanaged
{
    private const int Block = RowReduction.LeafLength;
    private const long LeafCost = 10;

    private readonly TKernel _kernel;
    private readonly ITileSource<T> _source;
    private readonly long _size, _leavesInRow, _leavesAtATime, _leavesInPart;
    private readonly TPartial[] _leaves;

    private LineTileReduction(TKernel kernel, ITileSource<T> source, long size, long rows)
    {
        (_kernel, _source, _size) = (kernel, source, size);
        _leavesInRow = ((size - 1) / Block) + 1;
        _leaves = new TPartial[rows * _leavesInRow];
        _leavesAtATime = _leavesInRow > 1 ? 1 : Block / size;
        long ofLeaf = Math.Min(size, Block);
        long part = Parts.Length(_leaves.Length * ofLeaf, source.Cost + LeafCost) / ofLeaf;
        _leavesInPart = Math.Max(1, part / _leavesAtATime) * _leavesAtATime;
    }

    /// <summary>Each row of this many elements becomes one of the result; rows are not empty.</summary>
    public static void Run(TKernel kernel, ITileSource<T> source, long size, ArrayElements<T> result)
    {
        if (result.Length == 0) return;
        var work = new LineTileReduction<TKernel, T, TPartial>(kernel, source, size, result.Length);
        Team.Run(work, (int)((work._leaves.Length + work._leavesInPart - 1) / work._leavesInPart));
        work.Combine(result);
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
        _leaves[leaf] = _kernel.Leaf(block, (int)length, from);
    }

    private void ShortRows(long row, long count, T* block)
    {
        _source.Fill(block, row * _size, count * _size);
        for (long i = 0; i < count; i++) _leaves[row + i] = _kernel.Leaf(block + (i * _size), (int)_size, 0);
    }

    private void Combine(ArrayElements<T> result)
    {
        TPartial* slots = stackalloc TPartial[PairwiseTree.SlotsFor(_leavesInRow)];
        for (long row = 0; row < result.Length; row++)
        {
            var tree = new LineTree<TKernel, T, TPartial>(_kernel, slots);
            for (long i = 0; i < _leavesInRow; i++) tree.Push(_leaves[(row * _leavesInRow) + i]);
            result.Pointer[row] = _kernel.Finish(tree.Result, null, 1, _size);
        }
    }
}
