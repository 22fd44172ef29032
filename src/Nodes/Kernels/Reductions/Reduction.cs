using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces axes of an array with one kernel. Neighbouring axes of one kind become one group; the groups are reduced
/// from the last to the first, each as the middle of [outer, reduced, inner]. What is added to what depends on the
/// shape alone, never on the processor's vector width or on threads, so the same shape gives the same bits.
/// </summary>
internal static unsafe class Reduction
{
    /// <summary>Fills result, which has as many elements as the axes that stay; reduced tells which axes go.</summary>
    public static void Run<TKernel, T>(ArrayElements<T> source, ReadOnlySpan<bool> reduced, ArrayElements<T> result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<(long Size, bool Reduced)> groups = Group(source.Shape, reduced);
        ArrayElements<T> from = source;
        for (int last = LastReduced(groups); last >= 0; last = LastReduced(groups))
        {
            long outer = Product(groups[..last]), size = groups[last].Size, inner = Product(groups[(last + 1)..]);
            groups.RemoveAt(last);
            ArrayElements<T> to = LastReduced(groups) < 0 ? result : ArrayElements<T>.Allocate(Shape.Of(outer, inner));
            if (from == source) Run<TKernel, T>(from.Pointer, outer, size, inner, to.Pointer);
            else Run<Unmapped<TKernel>, T>(from.Pointer, outer, size, inner, to.Pointer);
            if (from != source) from.Release();
            from = to;
        }

        if (from == source) Map<TKernel, T>(source, result);
        Finish<TKernel, T>(result, result.Length == 0 ? 0 : source.Length / result.Length);
    }

    private static List<(long Size, bool Reduced)> Group(Shape shape, ReadOnlySpan<bool> reduced)
    {
        List<(long Size, bool Reduced)> groups = [];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1) continue;
            if (groups.Count > 0 && groups[^1].Reduced == reduced[axis])
                groups[^1] = (groups[^1].Size * shape[axis], reduced[axis]);
            else
                groups.Add((shape[axis], reduced[axis]));
        }

        return groups;
    }

    private static int LastReduced(List<(long Size, bool Reduced)> groups) => groups.FindLastIndex(g => g.Reduced);

    private static long Product(List<(long Size, bool Reduced)> groups) =>
        groups.Aggregate(1L, (all, g) => all * g.Size);

    /// <summary>Reduces the middle of [outer, size, inner]; not finished.</summary>
    public static void Run<TKernel, T>(T* source, long outer, long size, long inner, T* result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (RowReduction.UsesDoubles<TKernel, T>()) Reduce<TKernel, T, double>(source, outer, size, inner, result);
        else Reduce<TKernel, T, T>(source, outer, size, inner, result);
    }

    private static void Reduce<TKernel, T, TWide>(T* source, long outer, long size, long inner, T* result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IFloatingPointIeee754<TWide>
    {
        if (inner == 1) RowsReduction<TKernel, T, TWide>.Run(source, outer, size, result);
        else ColumnsReduction<TKernel, T, TWide>.Run(source, outer, size, inner, result);
    }

    private static void Map<TKernel, T>(ArrayElements<T> source, ArrayElements<T> result)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* x = source.Pointer, value = result.Pointer;
        for (long i = 0; i < result.Length; i++) value[i] = TKernel.Combine(TKernel.Identity<T>(), TKernel.Map(x[i]));
    }

    private static void Finish<TKernel, T>(ArrayElements<T> result, long count)
        where TKernel : struct, IReductionKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!TKernel.NeedsFinish) return;
        T* value = result.Pointer;
        for (long i = 0; i < result.Length; i++) value[i] = TKernel.Finish(value[i], count);
    }
}
