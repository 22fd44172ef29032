using System.Globalization;
using System.Numerics;
using System.Text;

namespace Dataflow.Host.Output;

/// <summary>
/// An array for reading: nested lists, a row a line, numbers with as many digits as tell them apart. Of a large one
/// each axis shows its two ends, and the shape follows; of one without elements there is nothing but that.
/// </summary>
internal static class TextFormat
{
    /// <summary>Arrays of more elements are shortened.</summary>
    private const long Most = 100;

    /// <summary>How many stand at each end of a shortened axis.</summary>
    private const long Edge = 3;

    /// <param name="value">The array.</param>
    /// <param name="indent">What its second and later lines begin with.</param>
    public static string Of<T>(NdArray<T> value, string indent = "") where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (value.Length == 0) return value.Shape.Rank == 1 ? "[]" : $"[]  shape {value.Shape}";
        StringBuilder text = new();
        Append(text, value, new long[value.Shape.Rank], 0, indent + " ");
        if (value.Length > Most) text.Append(CultureInfo.InvariantCulture, $"  shape {value.Shape}");
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, NdArray<T> value, long[] index, int axis, string indent)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (axis == value.Shape.Rank)
        {
            text.Append(value[index].ToString(null, CultureInfo.InvariantCulture));
            return;
        }

        text.Append('[');
        // Rows stand below one another, matrices of a larger array too; the numbers of a row beside one another.
        string between = axis == value.Shape.Rank - 1 ? ", " : $",\n{indent}";
        long size = value.Shape[axis];
        bool isShortened = value.Length > Most && size > 2 * Edge;
        for (long i = 0; i < size; i++)
        {
            if (i > 0) text.Append(between);
            if (isShortened && i == Edge)
            {
                text.Append("...").Append(between);
                i = size - Edge;
            }

            index[axis] = i;
            Append(text, value, index, axis + 1, indent + " ");
        }

        text.Append(']');
    }
}
