using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Runs a row loop over operands that broadcast to the result's shape. Axes are coalesced first: axes of one element
/// are left out, and neighbours along which every operand goes on evenly, or stays, become one. So equal shapes, or an
/// array beside a scalar, are a single row; and along the last axis left every operand has the step 1 or 0.
/// </summary>
internal static unsafe class Broadcasting
{
    /// <summary>The row loop of a kernel; operands, steps, result, length.</summary>
    public static void Run<T>(
        ReadOnlySpan<NdArray<T>> operands, NdArray<T> result, delegate*<T**, long*, T*, long, void> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (result.Length == 0) return;
        int count = operands.Length, room = Math.Max(1, result.Shape.Rank);
        long* sizes = stackalloc long[room];
        long* steps = stackalloc long[room * count];
        int axes = Coalesce(operands, result.Shape, sizes, steps);
        T** pointers = stackalloc T*[count];
        for (int k = 0; k < count; k++) pointers[k] = operands[k].Pointer;
        long* position = stackalloc long[room];
        new Span<long>(position, room).Clear();
        long length = sizes[axes - 1];
        T* target = result.Pointer, end = target + result.Length;
        while (true)
        {
            row(pointers, steps + ((axes - 1) * count), target, length);
            target += length;
            if (target == end) return;
            Advance(sizes, steps, position, pointers, axes - 2, count);
        }
    }

    /// <summary>
    /// Fills sizes and steps (axis by axis, operand by operand), outermost first; returns how many axes are left.
    /// </summary>
    private static int Coalesce<T>(ReadOnlySpan<NdArray<T>> operands, Shape shape, long* sizes, long* steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = operands.Length, axes = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1) continue;
            sizes[axes] = shape[axis];
            for (int k = 0; k < count; k++) steps[(axes * count) + k] = StepOf(operands[k].Shape, axis, shape.Rank);
            if (axes > 0 && TryMerge(sizes, steps + ((axes - 1) * count), axes - 1, count)) continue;
            axes++;
        }

        if (axes > 0) return axes;
        sizes[0] = 1;
        new Span<long>(steps, count).Fill(1);
        return 1;
    }

    /// <summary>
    /// How far an operand goes from one element of the result to the next along an axis; 0 when it is repeated.
    /// </summary>
    private static long StepOf(Shape operand, int axis, int rank)
    {
        int own = axis - (rank - operand.Rank);
        if (own < 0 || operand[own] == 1) return 0;
        long step = 1;
        for (int later = own + 1; later < operand.Rank; later++) step *= operand[later];
        return step;
    }

    private static bool TryMerge(long* sizes, long* outer, int axis, int count)
    {
        long* inner = outer + count;
        for (int k = 0; k < count; k++)
        {
            if (outer[k] != inner[k] * sizes[axis + 1]) return false;
        }

        for (int k = 0; k < count; k++) outer[k] = inner[k];
        sizes[axis] *= sizes[axis + 1];
        return true;
    }

    private static void Advance<T>(long* sizes, long* steps, long* position, T** pointers, int axis, int count)
        where T : unmanaged
    {
        for (; axis >= 0; axis--)
        {
            bool wraps = ++position[axis] == sizes[axis];
            long by = wraps ? 1 - sizes[axis] : 1;
            for (int k = 0; k < count; k++) pointers[k] += by * steps[(axis * count) + k];
            if (!wraps) return;
            position[axis] = 0;
        }
    }
}
