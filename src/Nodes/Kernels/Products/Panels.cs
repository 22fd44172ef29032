namespace Dataflow.Nodes.Kernels;

/// <summary>
/// How the columns of a right matrix are cut into panels three vectors wide. A packed panel lies row by row, its last
/// vector filled up with zeros; those before <see cref="FirstPacked"/> are read where they are.
/// </summary>
internal readonly struct Panels<V, T> where V : unmanaged, IVector<V> where T : unmanaged
{
    private readonly long _columns;

    public Panels(long columns, bool inPlace)
    {
        _columns = columns;
        Count = (columns + Width - 1) / Width;
        FirstPacked = !inPlace ? 0 : WidthOf(Count - 1) == PackedWidth(Count - 1) ? Count : Count - 1;
    }

    public static int Width => 3 * V.Count;

    /// <summary>How many rows a tile has, so that it stays in registers: there are 32 of the widest, or 16.</summary>
    public static unsafe int TileRows => sizeof(V) == 64 ? 8 : 4;

    public long Count { get; }

    public long FirstPacked { get; }

    /// <summary>How many elements the packed panels have for one row.</summary>
    public long PackedColumns => FirstPacked == Count ? 0 : PackedBefore(Count - 1) + PackedWidth(Count - 1);

    /// <summary>The same for the packed panels before this one.</summary>
    public long PackedBefore(long panel) => (panel - FirstPacked) * Width;

    public int WidthOf(long panel) => (int)Math.Min(Width, _columns - (panel * Width));

    /// <summary>Whole vectors; tiles of four rows have one width only.</summary>
    public int PackedWidth(long panel) =>
        TileRows == 4 ? Width : (WidthOf(panel) + V.Count - 1) / V.Count * V.Count;
}
