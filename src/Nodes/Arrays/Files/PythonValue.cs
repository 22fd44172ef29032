namespace Dataflow.Nodes.Arrays;

/// <summary>What a Python literal is.</summary>
internal enum PythonKind
{
    Text,
    Bytes,
    Integer,
    Float,
    Imaginary,
    Complex,
    Boolean,
    None,
    Ellipsis,
    Tuple,
    List,
    Dictionary,
    Set,
}

/// <summary>A Python literal, as far as headers of files need it: of numbers with a point only their kind.</summary>
internal sealed record PythonValue(PythonKind Kind)
{
    /// <summary>The characters of a text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The value of an integer or, 1 or 0, of a boolean; null for an integer beyond 64 bits.</summary>
    public long? Number { get; init; }

    /// <summary>Whether a sign stands before it; Python's literals have at most one.</summary>
    public bool IsSigned { get; init; }

    /// <summary>The items of a tuple, list or set; of a dictionary keys and values in turn.</summary>
    public IReadOnlyList<PythonValue> Items { get; init; } = [];

    /// <summary>Where it stands in the text that was read.</summary>
    public Range Place { get; init; }

    /// <summary>Whether it can be a key or an item of a set; worked out once, when it is made.</summary>
    public bool IsHashable { get; init; } = true;

    public bool IsNumber => Kind is PythonKind.Integer or PythonKind.Float or PythonKind.Imaginary;

    public static PythonValue Of(PythonKind kind, IReadOnlyList<PythonValue> items) => new(kind)
    {
        Items = items,
        IsHashable = kind == PythonKind.Tuple && items.All(item => item.IsHashable),
    };
}
