using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces each of many rows. Long rows go in chunks: a chunk has a power of two of leaves, so what it combines to is
/// a node of the row's own tree, and the chunks make no difference to the result.
/// </summary>
internal sealed unsafe class RowsReduction<TKernel, T, TWide> : PortionedWork
    where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    where TWide : unmanaged, IFloatingPointIeee754<TWide>
{
    private const long ChunkLength = 64 * RowReduction.LeafLength;

    private readonly T* _source;
    private readonly T* _result;
    private readonly long _size;
    private readonly long _chunks;
    private readonly TWide* _partial;

    private RowsReduction(T* source, long size, T* result, long chunks, TWide* partial)
    {
        _source = source;
        _result = result;
        _partial = partial;
        (_size, _chunks) = (size, chunks);
    }

    /// <summary>Fills a result for each row.</summary>
    public static void Run(T* source, long rows, long size, T* result)
    {
        long chunks = size < 2 * ChunkLength ? 1 : (size + ChunkLength - 1) / ChunkLength;
        ArrayElements<TWide>? scratch = chunks == 1 ? null : ArrayElements<TWide>.Allocate(Shape.Of(rows, chunks));
        TWide* partial = scratch is null ? null : scratch.Pointer;
        new RowsReduction<TKernel, T, TWide>(source, size, result, chunks, partial)
            .Run(rows * chunks, Math.Min(size, ChunkLength));
        if (scratch is null) return;
        for (long row = 0; row < rows; row++)
        {
            TWide all = RowReduction.Tree<TKernel, TWide, TWide>(partial + (row * chunks), chunks);
            result[row] = T.CreateTruncating(all);
        }

        scratch.Release();
    }

    protected override void Do(long from, long to)
    {
        if (_chunks == 1) Rows(from, to);
        else for (long item = from; item < to; item++) Chunk(item / _chunks, item % _chunks);
    }

    private void Rows(long from, long to)
    {
        for (long row = from; row < to; row++)
            _result[row] = RowReduction.Run<TKernel, T>(_source + (row * _size), _size);
    }

    private void Chunk(long row, long chunk)
    {
        long start = chunk * ChunkLength, length = Math.Min(ChunkLength, _size - start);
        _partial[(row * _chunks) + chunk] =
            RowReduction.Leaves<TKernel, T, TWide>(_source + (row * _size) + start, length);
    }
}
