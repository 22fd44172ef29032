using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// How inputs run along a region's elements. Axes are coalesced first: those of one element are left out, and
/// neighbours along which every input goes on evenly, or stays, become one. So equal shapes, or an array beside a
/// number, are one axis; and along the last axis left every input has the step 1 or 0.
/// </summary>
internal sealed class TileAxes
{
    private readonly List<long> _sizes = [];
    private readonly List<long[]> _steps = [];

    private TileAxes() { }

    /// <summary>How many axes are left; at least one.</summary>
    public int Count => _sizes.Count;

    /// <summary>How many elements the last axis has.</summary>
    public long RowLength => _sizes[^1];

    /// <summary>The steps of all inputs along the last axis, 1 or 0.</summary>
    public ReadOnlySpan<long> RowSteps => _steps[^1];

    public static TileAxes Of<T>(ReadOnlySpan<TileInput<T>> inputs, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var axes = new TileAxes();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != 1) axes.Add(shape[axis], StepsOf(inputs, axis, shape.Rank));
        }

        if (axes.Count == 0) axes.Add(1, new long[inputs.Length]);
        return axes;
    }

    /// <summary>Where an input's element lies that is read in the first element of a row of the region.</summary>
    public long OffsetOf(int input, long row)
    {
        if (Count == 1) return 0;
        long offset = 0;
        for (int axis = Count - 2; axis > 0; axis--)
        {
            (row, long index) = Math.DivRem(row, _sizes[axis]);
            offset += index * _steps[axis][input];
        }

        return offset + (row * _steps[0][input]);
    }

    private void Add(long size, long[] steps)
    {
        if (Count > 0 && GoOn(_steps[^1], steps, size))
        {
            (_sizes[^1], _steps[^1]) = (_sizes[^1] * size, steps);
        }
        else
        {
            _sizes.Add(size);
            _steps.Add(steps);
        }
    }

    private static bool GoOn(long[] outer, long[] inner, long size)
    {
        for (int input = 0; input < outer.Length; input++)
        {
            if (outer[input] != inner[input] * size) return false;
        }

        return true;
    }

    private static long[] StepsOf<T>(ReadOnlySpan<TileInput<T>> inputs, int axis, int rank)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long[] steps = new long[inputs.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            if (inputs[i].Array is { } array) steps[i] = StepOf(array.Shape, axis, rank);
        }

        return steps;
    }

    /// <summary>How far an array goes from one element to the next along an axis; 0 where it is repeated.</summary>
    private static long StepOf(Shape shape, int axis, int rank)
    {
        int own = axis - (rank - shape.Rank);
        if (own < 0 || shape[own] == 1) return 0;
        long step = 1;
        for (int later = own + 1; later < shape.Rank; later++) step *= shape[later];
        return step;
    }
}
