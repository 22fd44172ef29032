using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>Reads what is written out for an operator's argument: part of the formula, it cannot vary.</summary>
internal static class ArgumentReader
{
    /// <summary>Beyond it not every whole number is a double.</summary>
    private const double LargestInteger = 1L << 53;

    /// <summary>A <see cref="long"/>, a list of them, a <see cref="double"/> or a <see cref="bool"/>.</summary>
    /// <exception cref="SyntaxException">It is of another kind, or not written out.</exception>
    public static object Read(Argument argument, Expression value) => argument.Kind switch
    {
        ArgumentKind.Integer => Integer(argument.Name, value),
        ArgumentKind.IntegerList => Integers(argument.Name, value),
        ArgumentKind.Number => Number(value) ?? throw Wrong(argument.Name, value, "a number that is written out"),
        _ => value is BooleanExpression boolean
            ? boolean.Value : throw Wrong(argument.Name, value, "true or false"),
    };

    /// <summary>The whole numbers of a list; a single one stands for a list of one.</summary>
    public static IReadOnlyList<long> Integers(string name, Expression value) => value is ListExpression list
        ? [.. list.Items.Select(item => Integer(name, item))]
        : [Integer(name, value)];

    public static long Integer(string name, Expression value) =>
        Number(value) is { } number && double.IsInteger(number) && Math.Abs(number) <= LargestInteger
            ? (long)number : throw Wrong(name, value, "a whole number that is written out");

    /// <summary>The number that is written there, with or without a minus; null if there is something else.</summary>
    public static double? Number(Expression value) => value switch
    {
        NumberExpression number => number.Value,
        NegateExpression { Operand: NumberExpression number } => -number.Value,
        _ => null,
    };

    /// <summary>How the number is written that stands there; null if there is something else.</summary>
    public static string? NumberText(Expression value) => value switch
    {
        NumberExpression number => number.Text,
        NegateExpression { Operand: NumberExpression number } => $"-{number.Text}",
        _ => null,
    };

    private static SyntaxException Wrong(string name, Expression value, string expected) =>
        new(value.At, $"'{name}' should be {expected}");
}
