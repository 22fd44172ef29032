using System.Globalization;
using System.Numerics;
using System.Text;

namespace Dataflow.Host.Output;

/// <summary>
/// An array as one line of JSON: `{"shape":[2,3],"values":[…]}`, the values in row-major order with as many digits as
/// tell them apart. JSON has no number for some: they are the texts "NaN", "Infinity" and "-Infinity".
/// </summary>
internal static class JsonFormat
{
    /// <summary>How much text is gathered before it is written.</summary>
    private const int Chunk = 1 << 16;

    /// <exception cref="InvalidOperationException">The array is too large for a list.</exception>
    public static void Write<T>(TextWriter output, NdArray<T> value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        StringBuilder text = new("{\"shape\":[");
        text.AppendJoin(',', value.Shape.Dimensions.ToArray()).Append("],\"values\":[");
        ReadOnlySpan<T> values = value.AsSpan();
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Append(',');
            Append(text, values[i]);
            if (text.Length > Chunk) Flush(output, text);
        }

        text.Append("]}");
        Flush(output, text);
        output.WriteLine();
    }

    private static void Append<T>(StringBuilder text, T value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        string digits = value.ToString(null, CultureInfo.InvariantCulture);
        if (T.IsFinite(value)) text.Append(digits);
        else text.Append('"').Append(digits).Append('"');
    }

    private static void Flush(TextWriter output, StringBuilder text)
    {
        output.Write(text);
        text.Clear();
    }
}
