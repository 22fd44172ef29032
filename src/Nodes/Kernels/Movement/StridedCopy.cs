namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Copies elements that lie at even steps, axis by axis, into a result that lies in row order; what transposing,
/// slicing and broadcasting do. Steps may be negative, or zero. Axes that run on are joined; then the two axes that
/// matter are copied plane by plane: the result's last, and the one along which the source runs on.
/// </summary>
internal static unsafe class StridedCopy
{
    /// <summary>Sizes and steps (of the source, in elements) stand outermost first; both are overwritten.</summary>
    public static void Run<T>(T* source, Span<long> sizes, Span<long> steps, T* result) where T : unmanaged
    {
        if (sizes.Contains(0)) return;
        int axes = Coalesce(sizes, steps);
        if (axes == 0) *result = *source;
        else new StridedPlanes<T>(source, sizes[..axes], steps[..axes], result).Run();
    }

    private static int Coalesce(Span<long> sizes, Span<long> steps)
    {
        int axes = 0;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (long size, long step) = (sizes[axis], steps[axis]);
            if (size == 1) continue;
            bool merges = axes > 0 && steps[axes - 1] == step * size;
            if (merges) (sizes[axes - 1], steps[axes - 1]) = (sizes[axes - 1] * size, step);
            else (sizes[axes], steps[axes++]) = (size, step);
        }

        return axes;
    }
}
