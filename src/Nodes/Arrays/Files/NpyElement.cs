using System.Globalization;

namespace Dataflow.Nodes.Arrays;

/// <summary>Kinds of elements of npy files that are read as numbers.</summary>
internal enum NpyKind
{
    Boolean,
    Signed,
    Unsigned,
    Float,
}

/// <summary>What the elements of an npy file are.</summary>
/// <param name="Kind">How they are encoded.</param>
/// <param name="Size">How many bytes one takes.</param>
/// <param name="IsSwapped">Whether these are in the other order than this machine's.</param>
internal readonly record struct NpyElement(NpyKind Kind, int Size, bool IsSwapped)
{
    public const string Known = "bool, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4 and f8 are read";

    /// <summary>What they become when nobody says: floats of up to four bytes floats, all else doubles.</summary>
    public ElementType Natural =>
        Kind == NpyKind.Float && Size <= sizeof(float) ? ElementType.Float32 : ElementType.Float64;

    public static NpyElement Of(ElementType type) => new(NpyKind.Float, type.Size(), IsSwapped: false);

    /// <summary>Whether they are those of an array already, but for the order of their bytes.</summary>
    public bool Is(ElementType type) => Kind == NpyKind.Float && Size == type.Size();

    /// <summary>As NumPy writes it: `&lt;f8`, `|b1`.</summary>
    public override string ToString()
    {
        char order = Size == 1 ? '|' : BitConverter.IsLittleEndian ^ IsSwapped ? '<' : '>';
        char letter = Kind switch
        {
            NpyKind.Boolean => 'b', NpyKind.Signed => 'i', NpyKind.Unsigned => 'u', _ => 'f',
        };
        return string.Create(CultureInfo.InvariantCulture, $"{order}{letter}{Size}");
    }

    /// <summary>Reads what NumPy takes for an element type: an order of bytes or none, and a code or a name.</summary>
    /// <returns>Null if no numbers are meant that can be read.</returns>
    public static NpyElement? Parse(string text)
    {
        bool hasOrder = text is ['<' or '>' or '=' or '|', ..];
        string code = hasOrder ? text[1..] : text;
        // An order stands before codes only.
        if ((NpyTypeNames.OfCode(code) ?? (hasOrder ? null : NpyTypeNames.OfName(code))) is not { } type) return null;
        bool isOther = text[0] == (BitConverter.IsLittleEndian ? '>' : '<');
        return type with { IsSwapped = isOther && type.Size > 1 };
    }
}
