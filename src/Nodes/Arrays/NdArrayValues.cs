using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Dataflow;

/// <content>Comparing and showing.</content>
public sealed unsafe partial class NdArray<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // So many elements are worked on at a time where a span is needed: a span cannot hold every array.
    private const int PartLength = 1 << 20;

    // Shown from the front and from the back of an axis that is too long to be shown.
    private const int Edge = 3;

    /// <summary>
    /// Whether the shapes are equal and all elements are: any NaN equals any other, and -0 differs from 0.
    /// </summary>
    public bool ValueEquals(NdArray<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other)) return true;
        if (!Shape.Equals(other.Shape)) return false;
        for (long start = 0; start < Length; start += PartLength)
        {
            if (!SameValues(Part(start, PartLength), other.Part(start, PartLength))) return false;
        }

        return true;
    }

    /// <summary>Type, shape and some of the elements: <c>f64[2, 3] [[1, 2, 3], [4, 5, 6]]</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new(ElementType == ElementType.Float64 ? "f64" : "f32");
        text.Append(CultureInfo.InvariantCulture, $"{Shape} ");
        // Axes around no elements may be of any size; the shape has said so.
        if (Length == 0) text.Append("[]");
        else Show(text, axis: 0, offset: 0, Length);
        GC.KeepAlive(this);
        return text.ToString();
    }

    /// <summary>The elements from one on, at most so many.</summary>
    internal Span<T> Part(long start, int most)
    {
        Span<T> part = new(Pointer + start, (int)Math.Min(most, Length - start));
        GC.KeepAlive(this);
        return part;
    }

    private static bool SameValues(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        if (MemoryMarshal.AsBytes(x).SequenceEqual(MemoryMarshal.AsBytes(y))) return true;
        for (int i = 0; i < x.Length; i++)
        {
            bool same = x[i] == y[i] ? T.IsNegative(x[i]) == T.IsNegative(y[i]) : T.IsNaN(x[i]) && T.IsNaN(y[i]);
            if (!same) return false;
        }

        return true;
    }

    // Recursion is as deep as the array has axes.
    private void Show(StringBuilder text, int axis, long offset, long length)
    {
        if (axis == Shape.Rank)
        {
            text.Append(Pointer[offset].ToString(format: null, CultureInfo.InvariantCulture));
            return;
        }

        long size = Shape.Dimensions[axis], step = size == 0 ? 0 : length / size;
        text.Append('[');
        for (long i = 0; i < size; i++)
        {
            if (i > 0) text.Append(", ");
            if (i == Edge && size > 2 * Edge)
            {
                text.Append("..., ");
                i = size - Edge;
            }

            Show(text, axis + 1, offset + (i * step), step);
        }

        text.Append(']');
    }
}
