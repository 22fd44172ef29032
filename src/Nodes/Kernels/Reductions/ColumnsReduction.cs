using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces the middle of [outer, size, inner], tile of columns by tile. Many rows go in chunks with a power of two of
/// leaves, each a node of the tile's own tree; so chunks make no difference to the result. Rows much
/// shorter than a vector are read several at a time, as one row, and these come together at the end.
/// </summary>
internal sealed unsafe class ColumnsReduction<TKernel, T, TWide> : PortionedWork
    where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    where TWide : unmanaged, IFloatingPointIeee754<TWide>
{
    private const long ChunkElements = 1 << 18;
    private const long LongRow = 64;

    private readonly T* _source;
    private readonly T* _result;
    private readonly long _size, _inner, _folded, _rows, _width, _tiles, _chunkRows, _chunks;
    private readonly ArrayElements<TWide>? _partial;

    private ColumnsReduction(T* source, long outer, long size, long inner, T* result)
    {
        _source = source;
        _result = result;
        (_size, _inner) = (size, inner);
        _folded = inner >= LongRow / 2 || size < 4 * (LongRow / inner) ? 1 : LongRow / inner;
        (_rows, _width) = (size / _folded, inner * _folded);
        _tiles = (_width + ColumnTile.Width - 1) / ColumnTile.Width;
        _chunkRows = ChunkRows();
        _chunks = (_rows + _chunkRows - 1) / _chunkRows;
        if (_chunks * _folded > 1) _partial = ArrayElements<TWide>.Allocate(Shape.Of(outer, _chunks, _width));
    }

    private int TileWidth => (int)Math.Min(_width, ColumnTile.Width);

    /// <summary>Fills a result for each of outer times inner columns.</summary>
    public static void Run(T* source, long outer, long size, long inner, T* result)
    {
        if (outer * inner == 0) return;
        if (size == 0)
        {
            for (long i = 0; i < outer * inner; i++) result[i] = TKernel.Identity<T>();
            return;
        }

        var work = new ColumnsReduction<TKernel, T, TWide>(source, outer, size, inner, result);
        work.Run(outer * work._tiles * work._chunks, Math.Min(work._chunkRows, work._rows) * work.TileWidth);
        if (work._partial is null) return;
        for (long o = 0; o < outer; o++) work.Gather(o);
        work._partial.Release();
    }

    protected override void Do(long from, long to)
    {
        long leaves = (_chunkRows / ColumnTile.LeafRows) + 1;
        TWide* slots = stackalloc TWide[ColumnTile.RoomFor(leaves, TileWidth)];
        for (long item = from; item < to; item++)
        {
            (long rest, long column) = (item / _tiles, item % _tiles * ColumnTile.Width);
            (long o, long chunk) = (rest / _chunks, rest % _chunks);
            int width = (int)Math.Min(ColumnTile.Width, _width - column);
            long row = chunk * _chunkRows, rows = Math.Min(_chunkRows, _rows - row);
            T* x = _source + (o * _size * _inner) + (row * _width) + column;
            ColumnTile.Run<TKernel, T, TWide>(x, rows, _width, width, ColumnTile.LeafRows, slots);
            if (_partial is null) Convert(slots, _result + (o * _inner) + column, width);
            else Convert(slots, _partial.Pointer + (((o * _chunks) + chunk) * _width) + column, width);
        }
    }

    /// <summary>A power of two of leaves with enough elements for a part.</summary>
    private long ChunkRows()
    {
        long rows = ColumnTile.LeafRows;
        while (rows * TileWidth < ChunkElements) rows *= 2;
        return rows;
    }

    /// <summary>Combines the chunks of all columns at one outer place, then the rows that were read as one.</summary>
    private void Gather(long o)
    {
        TWide* slots = stackalloc TWide[ColumnTile.RoomFor(_chunks, TileWidth)];
        TWide* chunks = _partial!.Pointer + (o * _chunks * _width);
        for (long column = 0; column < _width; column += ColumnTile.Width)
        {
            int width = (int)Math.Min(ColumnTile.Width, _width - column);
            ColumnTile.Run<Unmapped<TKernel>, TWide, TWide>(
                chunks + column, _chunks, _width, width, leafRows: 1, slots);
            if (_folded == 1) Convert(slots, _result + (o * _inner) + column, width);
        }

        if (_folded > 1) Unfold(slots, o);
    }

    private void Unfold(TWide* folded, long o)
    {
        T* rest = _source + (((o * _size) + (_rows * _folded)) * _inner);
        for (long column = 0; column < _inner; column++)
        {
            TWide all = folded[column];
            for (long row = 1; row < _folded; row++) all = TKernel.Combine(all, folded[(row * _inner) + column]);
            for (long row = 0; row < _size % _folded; row++)
                all = TKernel.Combine(all, TKernel.Map(Widening.Of<T, TWide>(rest[(row * _inner) + column])));
            _result[(o * _inner) + column] = T.CreateTruncating(all);
        }
    }

    private static void Convert<TTo>(TWide* from, TTo* to, int length)
        where TTo : unmanaged, IFloatingPointIeee754<TTo>
    {
        if (typeof(TTo) == typeof(TWide)) new ReadOnlySpan<TWide>(from, length).CopyTo(new Span<TWide>(to, length));
        else for (int i = 0; i < length; i++) to[i] = TTo.CreateTruncating(from[i]);
    }
}
