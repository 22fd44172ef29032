using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A matrix product in vectors of one width, after Goto and van de Geijn: of one slice of the inner axis the right
/// matrix is packed into panels, of which each stays in the innermost cache while a block of the left one, which stays
/// in the next, goes by. Small matrices are read where they are.
/// </summary>
internal static unsafe class Product<V, T> where V : unmanaged, IVector<V> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So many columns are packed at once: along a slice, they stay in the second cache.</summary>
    private const long PackedColumns = 768;

    /// <summary>So few rows that their pages of the result, each its own, are found without looking far.</summary>
    private const long LargestBlock = 64;

    /// <summary>Packing does not pay for fewer elements than this, unless each is used very often.</summary>
    private const long WorthPacking = 256 * 256;

    private const long OftenUsed = 1024;

    /// <summary>So many multiplications take about ten microseconds.</summary>
    private const long WorthSplitting = 1 << 19;

    public static void Run(MatrixView<T> x, MatrixView<T> y, T* result)
    {
        long depth = MatrixMultiply.SliceOf(x.Columns), together = PackedColumns / Panels<V, T>.Width;
        long most = Math.Min(y.Columns, together * Panels<V, T>.Width);
        bool inPlace = IsRightInPlace(x, y, depth);
        using var packed = new Scratch<T>(Room(y.Columns, most, inPlace) * depth);
        for (long column = 0; column < y.Columns; column += most)
        {
            MatrixView<T> right = y.Part(0, y.Rows, column, Math.Min(most, y.Columns - column));
            var panels = new Panels<V, T>(right.Columns, inPlace);
            for (long k = 0; k < x.Columns; k += depth)
            {
                long length = Math.Min(depth, x.Columns - k);
                Multiply(panels, new(x.Part(0, x.Rows, k, length), right.Part(k, length, 0, right.Columns))
                {
                    Packed = packed.Pointer, Result = result + column, Step = (nint)y.Columns, IsFirst = k == 0,
                });
            }
        }
    }

    private static void Multiply(Panels<V, T> panels, ProductSlice<T> slice)
    {
        (MatrixView<T> x, MatrixView<T> y) = (slice.X, slice.Y);
        if (panels.FirstPacked < panels.Count)
        {
            var packing = new RightPacking<V, T>(y, panels, slice.Packed);
            Team.Run(packing, packing.Parts);
        }

        (long rowsInPart, long panelsInPart) = (x.Rows, panels.Count);
        if (x.Rows * x.Columns * y.Columns >= WorthSplitting)
        {
            rowsInPart = Math.Clamp((x.Rows + 7) / 8, 32, LargestBlock) / 8 * 8;
            long blocks = (x.Rows + rowsInPart - 1) / rowsInPart;
            panelsInPart = blocks >= 8 ? panels.Count : Math.Max(4, panels.Count * blocks / 8);
        }

        var work = new ProductBlocks<V, T>(slice, panels)
        {
            RowsInPart = rowsInPart, PanelsInPart = panelsInPart, IsLeftInPlace = IsLeftInPlace(x, y),
        };
        Team.Run(work, work.Parts);
    }

    /// <summary>For one row of the packed panels; the last columns may need more, where the others stay.</summary>
    private static long Room(long columns, long most, bool inPlace) =>
        inPlace ? new Panels<V, T>(columns, inPlace).PackedColumns : new Panels<V, T>(most, inPlace).PackedColumns;

    private static bool IsRightInPlace(MatrixView<T> x, MatrixView<T> y, long depth) =>
        y.ColumnStep == 1
        && (x.Rows <= 2 * Panels<V, T>.TileRows || (y.Columns * depth <= WorthPacking && x.Rows <= OftenUsed));

    private static bool IsLeftInPlace(MatrixView<T> x, MatrixView<T> y) =>
        y.Columns <= 2 * Panels<V, T>.Width || (x.Rows * x.Columns <= WorthPacking && y.Columns <= OftenUsed);
}
