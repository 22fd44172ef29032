namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Copies elements that lie at even steps, axis by axis, into a result that lies in row order; what transposing and
/// slicing do. Steps may be negative. Where the source runs on along another axis than the last, the plane of these two
/// axes is copied tile by tile, so that both sides stay in the nearest cache.
/// </summary>
internal static unsafe class StridedCopy
{
    private const int TileSize = 16;

    /// <summary>Sizes and steps (of the source, in elements) stand outermost first; both are overwritten.</summary>
    public static void Run<T>(T* source, Span<long> sizes, Span<long> steps, T* result) where T : unmanaged
    {
        if (sizes.Contains(0)) return;
        int axes = Coalesce(sizes, steps);
        if (axes == 0) *result = *source;
        else Walk(source, sizes[..axes], steps[..axes], result);
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

    private static void Walk<T>(T* source, Span<long> sizes, Span<long> steps, T* result) where T : unmanaged
    {
        if (sizes.Length == 1)
        {
            Row(source, steps[0], result, sizes[0]);
            return;
        }

        long resultStep = 1;
        foreach (long size in sizes[1..]) resultStep *= size;
        if (IsPlane(steps))
        {
            Planes(source, sizes, steps, result, resultStep);
            return;
        }

        for (long i = 0; i < sizes[0]; i++)
            Walk(source + (i * steps[0]), sizes[1..], steps[1..], result + (i * resultStep));
    }

    /// <summary>Whether the source runs on along the first axis rather than the last.</summary>
    private static bool IsPlane(Span<long> steps) => steps[0] == 1;

    private static void Row<T>(T* source, long step, T* result, long length) where T : unmanaged
    {
        if (step == 1) Buffer.MemoryCopy(source, result, length * sizeof(T), length * sizeof(T));
        else for (long i = 0; i < length; i++) result[i] = source[i * step];
    }

    /// <summary>The first axis beside the last, for each position on the axes between them.</summary>
    private static void Planes<T>(T* source, Span<long> sizes, Span<long> steps, T* result, long resultStep)
        where T : unmanaged
    {
        if (sizes.Length == 2)
        {
            Plane(source, sizes, steps[1], result, resultStep);
            return;
        }

        long innerStep = 1;
        foreach (long size in sizes[2..]) innerStep *= size;
        Span<long> innerSizes = [sizes[0], .. sizes[2..]], innerSteps = [steps[0], .. steps[2..]];
        for (long i = 0; i < sizes[1]; i++)
            Planes(source + (i * steps[1]), innerSizes, innerSteps, result + (i * innerStep), resultStep);
    }

    private static void Plane<T>(T* source, Span<long> sizes, long step, T* result, long resultStep) where T : unmanaged
    {
        (long rows, long columns) = (sizes[0], sizes[^1]);
        for (long row = 0; row < rows; row += TileSize)
        {
            long lastRow = Math.Min(rows, row + TileSize);
            for (long column = 0; column < columns; column += TileSize)
            {
                long lastColumn = Math.Min(columns, column + TileSize);
                for (long i = row; i < lastRow; i++)
                    for (long j = column; j < lastColumn; j++) result[(i * resultStep) + j] = source[i + (j * step)];
            }
        }
    }
}
