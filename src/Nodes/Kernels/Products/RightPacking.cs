namespace Dataflow.Nodes.Kernels;

/// <summary>Packs a slice of the right matrix into panels; each part does some of them.</summary>
internal sealed unsafe class RightPacking<V, T>(MatrixView<T> slice, Panels<V, T> panels, T* packed) : PartedWork
    where V : unmanaged, IVector<V> where T : unmanaged
{
    /// <summary>So many panels together, for which memory is read in long runs.</summary>
    private const int Together = 4;

    public int Parts => (int)((panels.Count - panels.FirstPacked + Together - 1) / Together);

    public override void Do(int part)
    {
        long from = panels.FirstPacked + ((long)part * Together), to = Math.Min(panels.Count, from + Together);
        long whole = panels.WidthOf(to - 1) == Panels<V, T>.Width ? to : to - 1;
        if (slice.ColumnStep == 1) Copy(from, whole);
        else for (long panel = from; panel < whole; panel++) Gather(panel);
        if (whole < to) Gather(whole);
    }

    /// <summary>Whole panels side by side, row after row.</summary>
    private void Copy(long from, long to)
    {
        int width = Panels<V, T>.Width;
        for (long k = 0; k < slice.Rows; k++)
        {
            T* source = slice.At(k, from * width);
            T* target = packed + (panels.PackedBefore(from) * slice.Rows) + (k * width);
            for (long panel = from; panel < to; panel++, source += width, target += slice.Rows * width)
            {
                V.Load(source).Store(target);
                V.Load(source + V.Count).Store(target + V.Count);
                V.Load(source + (2 * V.Count)).Store(target + (2 * V.Count));
            }
        }
    }

    /// <summary>A panel element by element, column after column.</summary>
    private void Gather(long panel)
    {
        int width = panels.WidthOf(panel), packedWidth = panels.PackedWidth(panel);
        T* target = packed + (panels.PackedBefore(panel) * slice.Rows);
        if (width < packedWidth) new Span<T>(target, (int)slice.Rows * packedWidth).Clear();
        for (int column = 0; column < width; column++)
        {
            T* source = slice.At(0, (panel * Panels<V, T>.Width) + column), to = target + column;
            for (long k = 0; k < slice.Rows; k++, source += slice.RowStep, to += packedWidth) *to = *source;
        }
    }
}
