using System.Globalization;
using System.Numerics;

namespace Dataflow.Nodes.Arrays;

/// <summary>Writes a table of numbers, a row a line, with as many digits as tell them apart.</summary>
internal static class CsvWriting
{
    /// <exception cref="ShapeException">It is no table: it has more than two axes, or nothing in it.</exception>
    public static void Write<T>(TextWriter writer, NdArray<T> array, CsvOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireTable(array.Shape);
        // A vector is a column, as NumPy's savetxt writes it.
        long columns = array.Shape.Rank == 2 ? array.Shape[1] : 1;
        Span<char> text = stackalloc char[64];
        for (long row = 0; row < array.Length; row += columns)
        {
            for (long column = 0; column < columns; column++)
            {
                if (column > 0) writer.Write(options.Delimiter);
                writer.Write(Format(array.Part(row + column, 1)[0], text, options.Decimal));
            }

            writer.Write('\n');
        }
    }

    /// <exception cref="ShapeException">It is no table.</exception>
    public static void RequireTable(Shape shape)
    {
        if (shape.Rank > 2) throw new ShapeException(
            $"a .csv file has rows and columns, but the array has shape {shape}; reshape it, or save it as .npy");
        if (shape.Length == 0) throw new ShapeException(
            $"a .csv file cannot tell the shape of nothing, and the array has shape {shape}; save it as .npy");
    }

    private static ReadOnlySpan<char> Format<T>(T value, Span<char> text, char decimalPoint)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.IsNaN(value)) return "nan";
        if (T.IsInfinity(value)) return T.IsNegative(value) ? "-inf" : "inf";
        if (!value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture))
            throw new InvalidOperationException("a number has more characters than any");
        text = text[..length];
        text.Replace('.', decimalPoint);
        return text;
    }
}
