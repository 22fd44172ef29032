using Dataflow.Nodes;

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>Reads an expression by the precedence of its symbols (Pratt's way).</summary>
/// <param name="reader">The words.</param>
/// <param name="literals">Which names stand for numbers.</param>
internal sealed class ExpressionParser(TokenReader reader, Literals literals)
{
    /// <summary>How deep parentheses, lists, calls, minuses and `^` may stand in one another.</summary>
    public const int DeepestNesting = 500;

    private const string Start = "a number, a name, '(', '[' or '-'";

    private int _nesting;

    /// <exception cref="SyntaxException">What comes is no expression.</exception>
    public Expression Parse() => Parse(loosest: 0);

    private Expression Parse(int loosest)
    {
        if (++_nesting > DeepestNesting)
            throw new SyntaxException(reader.Peek.At, $"this is nested more than {DeepestNesting} deep");
        Expression left = ParsePrefix();
        while (BinarySymbol.Find(reader.Peek) is { } symbol && symbol.Precedence >= loosest)
        {
            Token token = reader.Take();
            left = new BinaryExpression(token.At, symbol, left, Parse(symbol.RightPrecedence));
            if (symbol.IsComparison) RejectChain();
        }

        _nesting--;
        return left;
    }

    private void RejectChain()
    {
        if (BinarySymbol.Find(reader.Peek) is { IsComparison: true })
            throw new SyntaxException(reader.Peek.At, "comparisons do not chain; write (a < b) * (b < c)");
    }

    private Expression ParsePrefix()
    {
        if (!reader.Peek.Is("-") && !reader.Peek.Is("+")) return ParsePostfix();
        Token sign = reader.Take();
        Expression operand = Parse(BinarySymbol.UnaryPrecedence);
        return sign.Is("+") ? operand : new NegateExpression(sign.At, operand);
    }

    private Expression ParsePostfix()
    {
        Expression operand = ParsePrimary();
        while (reader.Peek.Is("[")) operand = SliceParser.Parse(reader, operand);
        return operand;
    }

    private Expression ParsePrimary()
    {
        Token token = reader.Peek;
        if (token.Kind == TokenKind.Number) return Number(reader.Take().At, token.Text);
        if (token.Kind == TokenKind.Name) return ParseName();
        if (token.Kind == TokenKind.Text) return new TextExpression(token.At, reader.Take().Text);
        if (token.Is("[")) return ParseList();
        if (token.Is("(")) return ParseParentheses();
        throw reader.Unexpected(Start);
    }

    private static NumberExpression Number(Position at, string text) => new(at, text, NumberText.Parse<double>(text));

    private Expression ParseName()
    {
        Token name = reader.Take();
        if (reader.Peek.Is("(")) return new CallExpression(name.At, name.Text, ParseArguments());
        if (name.Text is "true" or "false") return new BooleanExpression(name.At, name.Text == "true");
        return literals.Find(name.Text) is { } number ? Number(name.At, number) : new NameExpression(name.At, name.Text);
    }

    private Expression ParseParentheses()
    {
        reader.Take();
        Expression inner = Parse();
        reader.Expect(")", "an operator or ')'");
        return inner;
    }

    private ListExpression ParseList()
    {
        Token open = reader.Take();
        return new ListExpression(open.At, ParseItems("]", "an operator, ',' or ']'", Parse));
    }

    private List<CallArgument> ParseArguments()
    {
        reader.Take();
        return ParseItems(")", "an operator, ',' or ')'", ParseArgument);
    }

    private CallArgument ParseArgument()
    {
        Token first = reader.Peek;
        bool isNamed = first.Kind == TokenKind.Name && reader.PeekSecond.Is(":");
        if (!isNamed) return new CallArgument(null, Parse(), first.At);
        reader.Take();
        reader.Take();
        return new CallArgument(first.Text, Parse(), first.At);
    }

    /// <summary>Reads items with commas between them, and what closes them; there may be none.</summary>
    private List<TItem> ParseItems<TItem>(string close, string expected, Func<TItem> parse)
    {
        List<TItem> items = [];
        if (reader.TryTake(close)) return items;
        do items.Add(parse());
        while (reader.TryTake(","));
        reader.Expect(close, expected);
        return items;
    }
}
