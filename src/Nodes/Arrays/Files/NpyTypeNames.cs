using System.Globalization;

namespace Dataflow.Nodes.Arrays;

/// <summary>The codes and names that NumPy has for element types, as on a 64-bit Linux.</summary>
internal static class NpyTypeNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["bool"] = "b1", ["bool_"] = "b1", ["bool8"] = "b1",
        ["byte"] = "i1", ["short"] = "i2", ["intc"] = "i4", ["int"] = "i8", ["int_"] = "i8", ["intp"] = "i8",
        ["int0"] = "i8", ["long"] = "i8", ["longlong"] = "i8",
        ["ubyte"] = "u1", ["ushort"] = "u2", ["uintc"] = "u4", ["uint"] = "u8", ["uintp"] = "u8",
        ["uint0"] = "u8", ["ulong"] = "u8", ["ulonglong"] = "u8",
        ["int8"] = "i1", ["int16"] = "i2", ["int32"] = "i4", ["int64"] = "i8",
        ["uint8"] = "u1", ["uint16"] = "u2", ["uint32"] = "u4", ["uint64"] = "u8",
        ["half"] = "f2", ["single"] = "f4", ["double"] = "f8", ["float"] = "f8", ["float_"] = "f8",
        ["float16"] = "f2", ["float32"] = "f4", ["float64"] = "f8",
    };

    /// <summary>The type of a code: `f8`, or one letter as C has it, `d`.</summary>
    public static NpyElement? OfCode(string code) => code switch
    {
        "?" => new(NpyKind.Boolean, 1, false),
        "b" => OfSize('i', 1), "h" => OfSize('i', 2), "i" => OfSize('i', 4), "l" or "q" or "p" => OfSize('i', 8),
        "B" => OfSize('u', 1), "H" => OfSize('u', 2), "I" => OfSize('u', 4), "L" or "Q" or "P" => OfSize('u', 8),
        "e" => OfSize('f', 2), "f" => OfSize('f', 4), "d" => OfSize('f', 8),
        { Length: > 1 and < 8 } when int.TryParse(
            code.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int size) => OfSize(code[0], size),
        _ => null,
    };

    /// <summary>The type of a name: `float64`.</summary>
    public static NpyElement? OfName(string name) => Names.TryGetValue(name, out string? code) ? OfCode(code) : null;

    /// <summary>How people call a type that cannot be read.</summary>
    public static string Describe(string text)
    {
        string code = text.TrimStart('<', '>', '=', '|');
        if (code.StartsWith("complex", StringComparison.Ordinal)) return "complex numbers";
        if (code.Contains("time", StringComparison.Ordinal)) return "times";
        if (code is "str" or "str_" or "unicode" or "bytes") return "text";
        return code is [] ? "elements of an unknown type" : code[0] switch
        {
            'c' when code.Length > 1 => "complex numbers",
            'F' or 'D' or 'G' => "complex numbers",
            'S' or 'a' or 'U' or 'c' => "text",
            'O' or 'o' => "Python objects",
            'M' or 'm' => "times",
            'V' or 'v' => "raw bytes",
            'f' or 'g' or 'l' when code is "f16" or "f12" or "g" or "longdouble" or "float128" => "floats above 64 bits",
            _ => "elements of an unknown type",
        };
    }

    private static NpyElement? OfSize(char letter, int size) => (letter, size) switch
    {
        ('b', 1) => new NpyElement(NpyKind.Boolean, size, false),
        ('i', 1 or 2 or 4 or 8) => new NpyElement(NpyKind.Signed, size, false),
        ('u', 1 or 2 or 4 or 8) => new NpyElement(NpyKind.Unsigned, size, false),
        ('f', 2 or 4 or 8) => new NpyElement(NpyKind.Float, size, false),
        _ => null,
    };
}
