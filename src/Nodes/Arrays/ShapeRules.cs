using System.Globalization;
using System.Text;

namespace Dataflow.Nodes.Arrays;

/// <summary>What <see cref="Shape"/> needs said and worked out, apart from being a shape.</summary>
internal static class ShapeRules
{
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
