namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Some rows of the left matrix along a slice, for tiles to read. Packed tiles lie close together, and the last one is
/// filled up with zeros; those before stay where they are if that is asked for. Rows stay rows, for a tile reads one
/// element of each at a time wherever it lies; only a transposed matrix keeps its columns.
/// </summary>
internal readonly unsafe struct LeftBlock<T> where T : unmanaged
{
    private readonly MatrixView<T> _x;
    private readonly T* _packed;
    private readonly int _tileRows;
    private readonly long _firstPacked;

    public LeftBlock(MatrixView<T> x, int tileRows, bool inPlace, T* scratch)
    {
        (_x, _tileRows) = (x, tileRows);
        _packed = scratch;
        _firstPacked = inPlace ? x.Rows / tileRows : 0;
        for (long tile = _firstPacked; tile * tileRows < x.Rows; tile++) Pack(tile, scratch);
    }

    private bool ByColumns => _x.RowStep == 1 && _x.ColumnStep != 1;

    /// <summary>One cache line more than the row has, for rows at powers of two share few places of a cache.</summary>
    private nint PackedRow => (nint)_x.Columns + (64 / sizeof(T));

    private nint PackedTile => PackedRow * _tileRows;

    /// <summary>How many elements of scratch memory a block of this size takes.</summary>
    public static long ScratchLength(MatrixView<T> x, int tileRows, bool inPlace)
    {
        long tiles = ((x.Rows + tileRows - 1) / tileRows) - (inPlace ? x.Rows / tileRows : 0);
        return tiles * tileRows * (x.Columns + (64 / sizeof(T)));
    }

    public void Place(ref TileOperands<T> operands, long tile)
    {
        bool isPacked = tile >= _firstPacked;
        operands.X = isPacked ? _packed + ((tile - _firstPacked) * PackedTile) : _x.At(tile * _tileRows, 0);
        operands.XRow = !isPacked ? (nint)_x.RowStep : ByColumns ? 1 : PackedRow;
        operands.XStep = !isPacked ? (nint)_x.ColumnStep : ByColumns ? _tileRows : 1;
    }

    private void Pack(long tile, T* scratch)
    {
        long row = tile * _tileRows, rows = Math.Min(_tileRows, _x.Rows - row);
        T* to = scratch + ((tile - _firstPacked) * PackedTile);
        if (rows < _tileRows) new Span<T>(to, (int)PackedTile).Clear();
        MatrixView<T> part = _x.Part(row, rows, 0, _x.Columns);
        if (ByColumns) Copy(part.Transposed, to, _tileRows);
        else Copy(part, to, PackedRow);
    }

    private static void Copy(MatrixView<T> x, T* to, nint step)
    {
        int columns = (int)x.Columns;
        for (long row = 0; row < x.Rows; row++, to += step)
        {
            T* from = x.At(row, 0);
            if (x.ColumnStep == 1) new ReadOnlySpan<T>(from, columns).CopyTo(new Span<T>(to, columns));
            else for (long i = 0; i < columns; i++) to[i] = from[i * x.ColumnStep];
        }
    }
}
