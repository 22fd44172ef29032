namespace Dataflow;

/// <summary>What kind of value a script gives for an argument.</summary>
public enum ArgumentKind
{
    /// <summary>A whole number, as in <c>axis=1</c>.</summary>
    Integer,

    /// <summary>Whole numbers, as in <c>shape=[3, 4]</c>; a single one stands for a list of one.</summary>
    IntegerList,

    /// <summary>A number, as in <c>value=0.5</c>.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}

/// <summary>An argument that scripts can give to an operator, after its operands, by place or by name.</summary>
/// <param name="Name">Its name, in snake_case.</param>
/// <param name="Kind">What kind of value it takes.</param>
/// <param name="Summary">What it means, in one sentence.</param>
/// <param name="Default">What it is when not given, as a script would write it; null when it must be given.</param>
public sealed record Argument(string Name, ArgumentKind Kind, string Summary, string? Default = null)
{
    /// <summary>Its name, in snake_case.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>What it means, in one sentence.</summary>
    public string Summary { get; init; } = Summary ?? throw new ArgumentNullException(nameof(Summary));

    /// <summary>Whether a call without it is an error.</summary>
    public bool IsRequired => Default is null;

    /// <summary>The kind in words, for error messages.</summary>
    internal string KindInWords => Kind switch
    {
        ArgumentKind.Integer => "a whole number",
        ArgumentKind.IntegerList => "a whole number or a list of whole numbers",
        ArgumentKind.Number => "a number",
        _ => "true or false",
    };
}
