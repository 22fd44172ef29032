namespace Dataflow.Host.Scripts.Syntax;

/// <summary>
/// What a line says, before anything is known about arrays. A tree may be as deep on its left side as a line is long
/// (`a + a + a + …`), so whoever walks one must not recurse to the left; to every other side it is at most
/// <see cref="ExpressionParser.DeepestNesting"/> deep.
/// </summary>
internal abstract class Expression(Position at)
{
    public Position At { get; } = at;
}

/// <param name="at">Where it stands.</param>
/// <param name="text">How it is written; each precision reads it for itself, so that it is rounded once.</param>
/// <param name="value">What it is as a double.</param>
internal sealed class NumberExpression(Position at, string text, double value) : Expression(at)
{
    public string Text { get; } = text;

    public double Value { get; } = value;
}

/// <summary>`true` or `false`; only an operator's argument can be one.</summary>
internal sealed class BooleanExpression(Position at, bool value) : Expression(at)
{
    public bool Value { get; } = value;
}

/// <summary>A quoted text; only `load` takes one.</summary>
internal sealed class TextExpression(Position at, string text) : Expression(at)
{
    public string Text { get; } = text;
}

internal sealed class NameExpression(Position at, string name) : Expression(at)
{
    public string Name { get; } = name;
}

internal sealed class ListExpression(Position at, IReadOnlyList<Expression> items) : Expression(at)
{
    public IReadOnlyList<Expression> Items { get; } = items;
}

/// <summary>`function(argument, name: argument)`.</summary>
internal sealed class CallExpression(Position at, string function, IReadOnlyList<CallArgument> arguments)
    : Expression(at)
{
    public string Function { get; } = function;

    public IReadOnlyList<CallArgument> Arguments { get; } = arguments;
}

/// <param name="Name">Null for one that is told by its place.</param>
/// <param name="Value">What is given.</param>
/// <param name="At">Where it begins, its name included.</param>
internal sealed record CallArgument(string? Name, Expression Value, Position At);

internal sealed class NegateExpression(Position at, Expression operand) : Expression(at)
{
    public Expression Operand { get; } = operand;
}

/// <summary>`left symbol right`; it stands where its symbol stands.</summary>
internal sealed class BinaryExpression(Position at, BinarySymbol symbol, Expression left, Expression right)
    : Expression(at)
{
    public BinarySymbol Symbol { get; } = symbol;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

/// <summary>`of[items]`; it stands where its bracket stands.</summary>
internal sealed class SliceExpression(Position at, Expression of, IReadOnlyList<SliceItem> items) : Expression(at)
{
    public Expression Of { get; } = of;

    public IReadOnlyList<SliceItem> Items { get; } = items;
}

/// <summary>What is taken of one axis: `start:stop:step`, each of which may be left out, or one index.</summary>
/// <param name="Start">The first index, or the only one.</param>
/// <param name="Stop">The first index that is no longer taken.</param>
/// <param name="Step">How far from one to the next.</param>
/// <param name="IsIndex">Whether this is the one index <paramref name="Start"/>, which drops the axis.</param>
internal readonly record struct SliceItem(long? Start, long? Stop, long? Step, bool IsIndex);
