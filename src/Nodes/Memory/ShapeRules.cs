using System.Globalization;
using System.Text;

namespace Dataflow.Nodes.Memory;

/// <summary>
/// What <see cref="Shape"/> needs said and worked out, apart from being a shape. All arithmetic on sizes that are not
/// a shape's yet is here, and checked. Of a shape, any product of some of its sizes, axes of size 0 left out, is at
/// most <see cref="MaxLength"/>; so strides, offsets and counts of bytes within it cannot overflow.
/// </summary>
internal static class ShapeRules
{
    /// <summary>So many elements that their bytes still fit a <see cref="long"/>.</summary>
    public const long MaxLength = long.MaxValue / sizeof(double);

    /// <summary>How many elements there are with these sizes.</summary>
    /// <exception cref="ShapeException">No shape has such sizes.</exception>
    public static long Count(ReadOnlySpan<long> sizes)
    {
        if (sizes.Length > Shape.MaxRank)
            throw new ShapeException($"{sizes.Length} axes are more than an array can have, which is {Shape.MaxRank}");
        foreach (long size in sizes)
            if (size < 0) throw new ShapeException($"shape {Format(sizes)} has a negative size");
        if (Product(sizes, leavesOutZeros: true) is null)
            throw new ShapeException($"shape {Format(sizes)} has too many elements to be counted");
        return Product(sizes, leavesOutZeros: false)!.Value;
    }

    /// <summary>The product; null when there are too many elements to be counted.</summary>
    public static long? Product(ReadOnlySpan<long> sizes, bool leavesOutZeros = false)
    {
        long product = 1;
        foreach (long size in sizes)
        {
            if (size == 0 && !leavesOutZeros) return 0;
        }

        foreach (long size in sizes)
        {
            if (size == 0) continue;
            if (size > MaxLength / product) return null;
            product *= size;
        }

        return product;
    }

    /// <summary>The sum of sizes of zero or more; one that no shape can have when it is too large.</summary>
    public static long Sum(params ReadOnlySpan<long> sizes)
    {
        long sum = 0;
        foreach (long size in sizes) sum = size > long.MaxValue - sum ? long.MaxValue : sum + size;
        return sum;
    }

    /// <summary>How many elements it is from one place on each axis to the next.</summary>
    public static long[] Steps(Shape shape)
    {
        long[] steps = new long[shape.Rank];
        long step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; step *= shape.Dimensions[axis--]) steps[axis] = step;
        return steps;
    }

    public static Shape Broadcast(Shape x, Shape y)
    {
        if (y.IsScalar || x.Equals(y)) return x;
        if (x.IsScalar) return y;

        int rank = Math.Max(x.Rank, y.Rank);
        Span<long> sizes = rank <= 16 ? stackalloc long[rank] : new long[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            long left = SizeFromEnd(x, fromEnd), right = SizeFromEnd(y, fromEnd);
            if (left != right && left != 1 && right != 1) throw Mismatch(x, y, fromEnd, left, right);
            sizes[rank - fromEnd] = left == 1 ? right : left;
        }

        return Same(sizes, x) ?? Same(sizes, y) ?? Shape.Of(sizes);
    }

    public static string Format(ReadOnlySpan<long> sizes)
    {
        StringBuilder text = new("[");
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (axis > 0) text.Append(", ");
            text.Append(CultureInfo.InvariantCulture, $"{sizes[axis]}");
        }

        return text.Append(']').ToString();
    }

    private static Shape? Same(ReadOnlySpan<long> sizes, Shape shape) =>
        sizes.SequenceEqual(shape.Dimensions) ? shape : null;

    private static long SizeFromEnd(Shape shape, int fromEnd) =>
        fromEnd > shape.Rank ? 1 : shape.Dimensions[shape.Rank - fromEnd];

    private static ShapeException Mismatch(Shape x, Shape y, int fromEnd, long left, long right) => new(
        $"shapes {x} and {y} do not broadcast: the sizes of axis {-fromEnd} are {left} and {right}, " +
        "and neither is 1");
}
