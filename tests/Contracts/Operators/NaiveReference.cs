using System.Numerics;

namespace Dataflow.Contracts.Operators;

/// <summary>What operators mean, index by index: slow, and without any of the kernels' ways.</summary>
internal static class NaiveReference
{
    public static NdArray<T> Compute<T>(Operator op, Parameters? parameters, params NdArray<T>[] operands)
        where T : unmanaged, IFloatingPointIeee754<T> => op.Name switch
    {
        _ when op.HasScalarForm => Elementwise(op, operands),
        "sum" => Reduce(operands[0], parameters, values => values.Aggregate(T.Zero, (x, y) => x + y)),
        "mean" => Reduce(operands[0], parameters, values =>
            values.Aggregate(T.Zero, (x, y) => x + y) / T.CreateTruncating(values.Count)),
        "min" => Reduce(operands[0], parameters, values => values.Aggregate(T.Min)),
        "max" => Reduce(operands[0], parameters, values => values.Aggregate(T.Max)),
        "dot" => Dot(operands[0], operands[1]),
        "matmul" => MatMul(operands[0], operands[1], (MatMulParameters?)parameters),
        "transpose" => Transpose(operands[0], (TransposeParameters?)parameters),
        "reshape" => NdArray<T>.From(operands[0].AsSpan(), op.InferShape([operands[0].Shape], parameters)!),
        "slice" => Slice(operands[0], (SliceParameters)parameters!),
        "zeros" or "ones" or "full" or "sequential" => Create<T>((CreationParameters)parameters!),
        _ => LineReference.Compute(op, parameters, operands),
    };

    public static NdArray<T> Elementwise<T>(Operator op, params NdArray<T>[] operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = operands.Select(x => x.Shape).Aggregate(Shape.Broadcast);
        return Fill<T>(shape, index =>
        {
            T[] at = [.. operands.Select(x => At(x, index)), default, default];
            return Scalar(op, at[0], at[1], at[2]);
        });
    }

    private static T Scalar<T>(Operator op, T x, T y, T z) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            return (T)(object)op.EvaluateScalar((double)(object)x, (double)(object)y, (double)(object)z);
        return (T)(object)op.EvaluateScalar((float)(object)x, (float)(object)y, (float)(object)z);
    }

    internal static NdArray<T> Reduce<T>(NdArray<T> x, Parameters? parameters, Func<List<T>, T> combine)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var given = (ReductionParameters?)parameters;
        bool[] goes = new bool[x.Shape.Rank];
        foreach (int axis in given?.Axes is { } axes ? [.. axes] : Enumerable.Range(0, goes.Length))
            goes[axis < 0 ? axis + goes.Length : axis] = true;
        List<int> stay = [.. Enumerable.Range(0, goes.Length).Where(axis => !goes[axis])];
        var groups = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        foreach (long[] index in Indexes(x.Shape))
        {
            string key = string.Join(',', stay.Select(axis => index[axis]));
            if (!groups.TryGetValue(key, out List<T>? group)) groups[key] = group = [];
            group.Add(At(x, index));
        }

        NdArray<T> result = Fill<T>(Shape.Of([.. stay.Select(axis => x.Shape[axis])]), index =>
            combine(groups.GetValueOrDefault(string.Join(',', index)) ?? []));
        if (given is not { KeepDims: true }) return result;
        Shape kept = Shape.Of([.. goes.Select((gone, axis) => gone ? 1 : x.Shape[axis])]);
        return NdArray<T>.From(result.AsSpan(), kept);
    }

    private static NdArray<T> Dot<T>(NdArray<T> x, NdArray<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = Shape.Of([.. x.Shape.Dimensions[..^1], .. y.Shape.Dimensions[1..]]);
        return Fill<T>(shape, index =>
        {
            T sum = T.Zero;
            for (long k = 0; k < y.Shape[0]; k++)
                sum += At(x, [.. index[..(x.Shape.Rank - 1)], k]) * At(y, [k, .. index[(x.Shape.Rank - 1)..]]);
            return sum;
        });
    }

    private static NdArray<T> MatMul<T>(NdArray<T> x, NdArray<T> y, MatMulParameters? given)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (bool isRow, bool isColumn) = (x.Shape.Rank == 1, y.Shape.Rank == 1);
        if (isRow) x = NdArray<T>.From(x.AsSpan(), Shape.Of(1, x.Length));
        else if (given is { TransposeLeft: true }) x = SwapLast(x);
        if (isColumn) y = NdArray<T>.From(y.AsSpan(), Shape.Of(y.Length, 1));
        else if (given is { TransposeRight: true }) y = SwapLast(y);
        long inner = x.Shape[-1];
        Shape batch = Shape.Broadcast(Shape.Of(x.Shape.Dimensions[..^2]), Shape.Of(y.Shape.Dimensions[..^2]));
        NdArray<T> products = Fill<T>(Shape.Of([.. batch.Dimensions, x.Shape[-2], y.Shape[-1]]), index =>
        {
            T sum = T.Zero;
            for (long k = 0; k < inner; k++) sum += At(x, [.. index[..^1], k]) * At(y, [.. index[..^2], k, index[^1]]);
            return sum;
        });
        List<long> sizes = [.. batch.Dimensions];
        if (!isRow) sizes.Add(x.Shape[-2]);
        if (!isColumn) sizes.Add(y.Shape[-1]);
        return NdArray<T>.From(products.AsSpan(), Shape.Of([.. sizes]));
    }

    private static NdArray<T> SwapLast<T>(NdArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rank = x.Shape.Rank;
        return Transpose(x, new TransposeParameters([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]));
    }

    private static NdArray<T> Transpose<T>(NdArray<T> x, TransposeParameters? parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rank = x.Shape.Rank;
        int[] order = parameters is null
            ? [.. Enumerable.Range(0, rank).Reverse()]
            : [.. parameters.Axes.Select(axis => axis < 0 ? axis + rank : axis)];
        return Fill<T>(Shape.Of([.. order.Select(axis => x.Shape[axis])]), index =>
        {
            long[] source = new long[rank];
            for (int i = 0; i < rank; i++) source[order[i]] = index[i];
            return At(x, source);
        });
    }

    private static NdArray<T> Slice<T>(NdArray<T> x, SliceParameters parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<(List<long> Positions, bool Drops)> taken = [];
        for (int axis = 0; axis < x.Shape.Rank; axis++)
        {
            AxisSlice slice = axis < parameters.Axes.Count ? parameters.Axes[axis] : AxisSlice.All;
            taken.Add((Positions(slice, x.Shape[axis]), slice.IsIndex));
        }

        Shape shape = Shape.Of([.. taken.Where(axis => !axis.Drops).Select(axis => (long)axis.Positions.Count)]);
        return Fill<T>(shape, index =>
        {
            int next = 0;
            return At(x, [.. taken.Select(axis => axis.Positions[axis.Drops ? 0 : (int)index[next++]])]);
        });
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

    private static NdArray<T> Create<T>(CreationParameters parameters) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        return Fill<T>(parameters.Shape, _ => T.CreateTruncating(
            parameters.Step == 0 ? parameters.Start : parameters.Start + (i++ * parameters.Step)));
    }

    internal static NdArray<T> Fill<T>(Shape shape, Func<long[], T> element)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        NdArray<T>.From(Indexes(shape).Select(element).ToArray().AsSpan(), shape);

    internal static IEnumerable<long[]> Indexes(Shape shape)
    {
        for (long flat = 0; flat < shape.Length; flat++)
        {
            long[] index = new long[shape.Rank];
            long rest = flat;
            for (int axis = shape.Rank - 1; axis >= 0; rest /= shape[axis--]) index[axis] = rest % shape[axis];
            yield return index;
        }
    }

    /// <summary>The element at an index of a shape that the array broadcasts to.</summary>
    internal static T At<T>(NdArray<T> x, long[] index) where T : unmanaged, IFloatingPointIeee754<T>
    {
        long flat = 0;
        for (int axis = 0; axis < x.Shape.Rank; axis++)
        {
            long at = index[index.Length - x.Shape.Rank + axis];
            flat = (flat * x.Shape[axis]) + (x.Shape[axis] == 1 ? 0 : at);
        }

        return x.AsSpan()[(int)flat];
    }
}
