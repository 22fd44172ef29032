using System.Globalization;

namespace Dataflow.Nodes.Arrays;

/// <summary>The Python dictionary in the header of an npy file.</summary>
internal static class NpyHeaderText
{
    private const string Expected = "'descr', 'fortran_order' and 'shape'";

    /// <summary>How much of something wrong a message shows.</summary>
    private const int Excerpt = 100;

    public static string Format(NpyHeader header)
    {
        string sizes = string.Concat(header.Shape.Dimensions.ToArray().Select(
            size => string.Create(CultureInfo.InvariantCulture, $"{size}, ")));
        string shape = header.Shape.Rank > 1 ? sizes[..^2] : sizes.TrimEnd();
        string fortran = header.IsFortranOrder ? "True" : "False";
        return $"{{'descr': '{header.Element}', 'fortran_order': {fortran}, 'shape': ({shape}), }}";
    }

    /// <param name="text">The whole header.</param>
    /// <param name="source">What errors call the file.</param>
    /// <param name="version">Up to 2 Python 2 may have written it.</param>
    /// <exception cref="FileFormatException">NumPy would not read it, or elements are no real numbers.</exception>
    public static NpyHeader Parse(string text, string source, int version)
    {
        PythonValue value = PythonReader.Read(text, source, takesLongs: version <= 2);
        if (value.Kind != PythonKind.Dictionary)
            throw new FileFormatException($"{source} has a header that is no dictionary: {Shown(text, value)}");
        Dictionary<string, PythonValue> entries = Entries(text, value, source);
        PythonValue fortran = entries["fortran_order"];
        if (fortran.Kind != PythonKind.Boolean)
            throw new FileFormatException($"{source}: fortran_order is not True or False: {Shown(text, fortran)}");
        return new NpyHeader(
            ElementOf(text, entries["descr"], source), fortran.Number == 1, ShapeOf(text, entries["shape"], source));
    }

    /// <summary>What stands there for each key; for one that is given twice, the last.</summary>
    private static Dictionary<string, PythonValue> Entries(string text, PythonValue dictionary, string source)
    {
        Dictionary<string, PythonValue> entries = new(StringComparer.Ordinal);
        for (int i = 0; i < dictionary.Items.Count; i += 2)
        {
            PythonValue key = dictionary.Items[i];
            bool isKnown = key is { Kind: PythonKind.Text, Text: "descr" or "fortran_order" or "shape" };
            if (!isKnown) throw new FileFormatException(
                $"{source} has a header with the key {Shown(text, key)}; only {Expected} can be there");
            entries[key.Text] = dictionary.Items[i + 1];
        }

        if (entries.Count == 3) return entries;
        throw new FileFormatException($"{source} has a header without {Expected}: {Shown(text, dictionary)}");
    }

    private static NpyElement ElementOf(string text, PythonValue descr, string source)
    {
        string type = Shown(text, descr);
        if (descr.Kind == PythonKind.Text)
        {
            return NpyElement.Parse(descr.Text) ?? throw new FileFormatException(
                $"{source} holds {NpyTypeNames.Describe(descr.Text)} (type {type}); {NpyElement.Known}");
        }

        throw new FileFormatException(descr.Kind is PythonKind.List or PythonKind.Tuple
            ? $"{source} holds structured elements (type {type}); {NpyElement.Known}"
            : $"{source} has a type of elements that is none: {type}");
    }

    private static Shape ShapeOf(string text, PythonValue shape, string source)
    {
        string shown = Shown(text, shape);
        if (shape.Kind != PythonKind.Tuple)
            throw new FileFormatException($"{source} has a damaged shape: {shown} is no tuple");
        long[] sizes = new long[shape.Items.Count];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            // True is 1, as Python has it.
            bool isWhole = shape.Items[axis].Kind is PythonKind.Integer or PythonKind.Boolean;
            if (!isWhole || shape.Items[axis].Number is not (>= 0 and var size))
                throw new FileFormatException($"{source} has a damaged shape: {shown} is no tuple of sizes");
            sizes[axis] = size;
        }

        try { return Shape.Of(sizes); }
        catch (ShapeException e) { throw new FileFormatException($"{source} has a damaged shape: {e.Message}", e); }
    }

    private static string Shown(string text, PythonValue value)
    {
        string whole = text[value.Place];
        return whole.Length <= Excerpt ? whole : $"{whole[..Excerpt]}...";
    }
}
