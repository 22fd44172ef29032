using System.Globalization;
using System.Text.RegularExpressions;

namespace Dataflow.Nodes.Arrays;

/// <summary>The Python dictionary in the header of an npy file.</summary>
internal static partial class NpyHeaderText
{
    public static string Format(NpyHeader header)
    {
        char order = BitConverter.IsLittleEndian ^ header.IsSwapped ? '<' : '>';
        string sizes = string.Concat(header.Shape.Dimensions.ToArray().Select(
            size => string.Create(CultureInfo.InvariantCulture, $"{size}, ")));
        string shape = header.Shape.Rank > 1 ? sizes[..^2] : sizes.TrimEnd();
        string fortran = header.IsFortranOrder ? "True" : "False";
        return $"{{'descr': '{order}f{header.ElementType.Size()}', 'fortran_order': {fortran}, 'shape': ({shape}), }}";
    }

    public static NpyHeader Parse(string text, string source)
    {
        string? descr = null, fortran = null, shape = null;
        foreach (Match entry in Entry().Matches(text))
        {
            string value = entry.Groups["value"].Value;
            switch (entry.Groups["key"].Value)
            {
                case "descr": descr = value; break;
                case "fortran_order": fortran = value; break;
                case "shape": shape = value; break;
                default: break;
            }
        }

        if (descr is null || fortran is not ("True" or "False") || shape is null)
        {
            throw new FileFormatException(
                $"{source} has a header without descr, fortran_order or shape: {text.Trim()}");
        }

        ElementType type = TypeOf(descr, source);
        bool isLittle = descr[1] == '<' || (descr[1] != '>' && BitConverter.IsLittleEndian);
        return new NpyHeader(type, isLittle != BitConverter.IsLittleEndian, fortran == "True", ShapeOf(shape, source));
    }

    private static ElementType TypeOf(string descr, string source) => descr[1..^1] switch
    {
        "<f8" or ">f8" or "=f8" => ElementType.Float64,
        "<f4" or ">f4" or "=f4" => ElementType.Float32,
        _ => throw new FileFormatException($"{source} holds elements of type {descr}; only f4 and f8 are read"),
    };

    private static Shape ShapeOf(string tuple, string source)
    {
        // Python 2 wrote long sizes as 3L.
        string[] sizes = tuple.Trim('(', ')').Replace("L", "", StringComparison.Ordinal)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        long[] dimensions = new long[sizes.Length];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (!long.TryParse(sizes[axis], NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[axis]))
                throw new FileFormatException($"{source} has a damaged shape: {tuple}");
        }

        try { return Shape.Of(dimensions); }
        catch (ShapeException e) { throw new FileFormatException($"{source} has a damaged shape: {e.Message}", e); }
    }

    [GeneratedRegex(
        """['"](?<key>\w+)['"]\s*:\s*(?<value>'[^']*'|"[^"]*"|\[.*\]|\([^)]*\)|\w+)""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Entry();
}
