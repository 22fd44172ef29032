using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// One slice of the inner axis: blocks of rows of the left matrix times panels of the right one, added to the result.
/// A part is one block of rows and some of the panels.
/// </summary>
internal sealed unsafe class ProductBlocks<V, T>(ProductSlice<T> slice, Panels<V, T> panels) : PartedWork
    where V : unmanaged, IVector<V> where T : unmanaged, IFloatingPointIeee754<T>
{
    public long RowsInPart { get; init; }

    public long PanelsInPart { get; init; }

    public bool IsLeftInPlace { get; init; }

    public int Parts => (int)(RowBlocks * ((panels.Count + PanelsInPart - 1) / PanelsInPart));

    private static int TileRows => Panels<V, T>.TileRows;

    private long RowBlocks => (slice.X.Rows + RowsInPart - 1) / RowsInPart;

    public override void Do(int part)
    {
        (long group, long block) = Math.DivRem((long)part, RowBlocks);
        long row = block * RowsInPart, panel = group * PanelsInPart;
        MatrixView<T> x = slice.X.Part(row, Math.Min(RowsInPart, slice.X.Rows - row), 0, slice.X.Columns);
        using var scratch = new Scratch<T>(LeftBlock<T>.ScratchLength(x, TileRows, IsLeftInPlace));
        var left = new LeftBlock<T>(x, TileRows, IsLeftInPlace, scratch.Pointer);
        T* to = slice.Result + (row * slice.Step);
        long end = Math.Min(panels.Count, panel + PanelsInPart);
        for (; panel < end; panel++) Multiply(left, x.Rows, panel, to + (panel * Panels<V, T>.Width));
    }

    private void Multiply(LeftBlock<T> left, long rows, long panel, T* to)
    {
        int width = panels.WidthOf(panel), packedWidth = panels.PackedWidth(panel);
        TileOperands<T> operands = default;
        operands.Depth = (nint)slice.X.Columns;
        PlaceRight(ref operands, panel);
        T* rest = stackalloc T[TileRows * Panels<V, T>.Width];
        for (long row = 0, tile = 0; row < rows; row += TileRows, tile++, to += TileRows * slice.Step)
        {
            left.Place(ref operands, tile);
            int tall = (int)Math.Min(TileRows, rows - row);
            if (tall == TileRows && width == packedWidth)
            {
                Tile(operands, packedWidth, to, slice.Step, slice.IsFirst);
                continue;
            }

            Tile(operands, packedWidth, rest, packedWidth, isFirst: true);
            Put(rest, packedWidth, to, tall, width);
        }
    }

    private void PlaceRight(ref TileOperands<T> operands, long panel)
    {
        bool isPacked = panel >= panels.FirstPacked;
        operands.Y = isPacked
            ? slice.Packed + (panels.PackedBefore(panel) * slice.X.Columns)
            : slice.Y.At(0, panel * Panels<V, T>.Width);
        operands.YStep = isPacked ? panels.PackedWidth(panel) : (nint)slice.Y.RowStep;
    }

    private static void Tile(in TileOperands<T> operands, int width, T* to, nint step, bool isFirst)
    {
        if (TileRows == 4) ProductTile<V, T>.FourByThree(operands, to, step, isFirst);
        else if (width == 3 * V.Count) ProductTile<V, T>.EightByThree(operands, to, step, isFirst);
        else if (width == 2 * V.Count) ProductTile<V, T>.EightByTwo(operands, to, step, isFirst);
        else ProductTile<V, T>.EightByOne(operands, to, step, isFirst);
    }

    /// <summary>Of a tile at the edge, what is inside the result.</summary>
    private void Put(T* tile, int width, T* to, int tall, int wide)
    {
        for (int row = 0; row < tall; row++, tile += width, to += slice.Step)
        {
            for (int i = 0; i < wide; i++) to[i] = slice.IsFirst ? tile[i] : to[i] + tile[i];
        }
    }
}
