using System.Globalization;
using System.Numerics;
using System.Text;

namespace Dataflow.Nodes.Arrays;

/// <summary>Numbers as files have them, whatever the language of the machine.</summary>
internal static class CsvNumber
{
    /// <summary>A decimal number, or nan, inf or infinity in any case, with a sign or none; blanks around it.</summary>
    public static bool TryParse<T>(ReadOnlySpan<byte> text, out T value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return true;

        // As NumPy writes it.
        text = text.Trim(" \t"u8);
        bool isNegative = text.StartsWith("-"u8);
        if (isNegative || text.StartsWith("+"u8)) text = text[1..];
        value = isNegative ? T.NegativeInfinity : T.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(text, "inf"u8);
    }
}
