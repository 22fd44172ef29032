namespace Dataflow.TestKit.Operators;

/// <summary>What operators mean that move elements, or make new ones of numbers.</summary>
internal static class MovementReference
{
    public static Table Transpose(ReferenceCall call)
    {
        int rank = call.First.Shape.Rank;
        return Transpose(call.First, call.Parameters is TransposeParameters { Axes: var axes }
            ? [.. axes.Select(axis => axis < 0 ? axis + rank : axis)]
            : [.. Enumerable.Range(0, rank).Reverse()]);
    }

    public static Table Transpose(Table x, int[] order)
    {
        long[] source = new long[order.Length];
        return Table.Fill(Shape.Of([.. order.Select(axis => x.Shape[axis])]), index =>
        {
            for (int i = 0; i < order.Length; i++) source[order[i]] = index[i];
            return x.At(source);
        });
    }

    public static Table Slice(ReferenceCall call)
    {
        (Table x, ValueList<AxisSlice> given) = (call.First, ((SliceParameters)call.Parameters!).Axes);
        (List<long> Positions, bool Drops)[] taken = [.. Enumerable.Range(0, x.Shape.Rank).Select(axis =>
        {
            AxisSlice slice = axis < given.Count ? given[axis] : AxisSlice.All;
            return (Positions(slice, x.Shape[axis]), slice.IsIndex);
        })];
        Shape shape = Shape.Of([.. taken.Where(axis => !axis.Drops).Select(axis => (long)axis.Positions.Count)]);
        long[] source = new long[x.Shape.Rank];
        return Table.Fill(shape, index =>
        {
            for (int axis = 0, next = 0; axis < source.Length; axis++)
                source[axis] = taken[axis].Positions[taken[axis].Drops ? 0 : (int)index[next++]];
            return x.At(source);
        });
    }

    public static Table Concatenate(ReferenceCall call)
    {
        (Table x, Table y) = (call.First, call.Second);
        int axis = x.Shape.NormalizeAxis((call.Parameters as AxisParameters)?.Axis ?? 0);
        long[] sizes = x.Shape.Dimensions.ToArray();
        sizes[axis] += y.Shape[axis];
        return Table.Fill(Shape.Of(sizes), index =>
        {
            if (index[axis] < x.Shape[axis]) return Inside(x, index);
            long[] source = [.. index];
            source[axis] -= x.Shape[axis];
            return Inside(y, source);
        });
    }

    public static Table Pad(ReferenceCall call)
    {
        (Table x, var given) = (call.First, (PadParameters)call.Parameters!);
        return Table.Fill(call.InferredShape(), index =>
        {
            long[] own = [.. index.Select((at, axis) => at - given.Before[given.Before.Count == 1 ? 0 : axis])];
            for (int axis = 0; axis < own.Length; axis++)
            {
                if (own[axis] < 0 || own[axis] >= x.Shape[axis]) return given.Value;
            }

            return Inside(x, own);
        });
    }

    public static Table Create(ReferenceCall call)
    {
        var given = (CreationParameters)call.Parameters!;
        int i = 0;
        return Table.Fill(given.Shape, _ => i++ == 0 || given.Step == 0
            ? given.Start
            : given.Start + ((i - 1) * given.Step));
    }

    /// <summary>The element at an index of its own; nothing is repeated.</summary>
    private static double Inside(Table x, ReadOnlySpan<long> index)
    {
        long flat = 0;
        for (int axis = 0; axis < index.Length; axis++) flat = (flat * x.Shape[axis]) + index[axis];
        return x.Values[flat];
    }

    /// <summary>As Python says: from start, by step, while before stop; only what is on the axis.</summary>
    private static List<long> Positions(AxisSlice slice, long size)
    {
        long? start = slice.Start < 0 ? slice.Start + size : slice.Start;
        long? stop = slice.Stop < 0 ? slice.Stop + size : slice.Stop;
        if (slice.IsIndex) return [start!.Value];
        List<long> positions = [];
        for (long at = 0; at < size; at++)
        {
            long position = slice.Step > 0 ? at : size - 1 - at;
            long first = start is { } given ? Math.Clamp(given, 0, size) : slice.Step > 0 ? 0 : size - 1;
            if (slice.Step < 0) first = Math.Min(start ?? first, size - 1);
            long gone = (position - first) * Math.Sign(slice.Step);
            bool before = stop is null || (slice.Step > 0 ? position < stop : position > stop);
            if (gone >= 0 && gone % Math.Abs(slice.Step) == 0 && before) positions.Add(position);
        }

        return positions;
    }
}
