namespace Dataflow.Host.Scripts.Syntax;

/// <summary>A symbol between two operands: how tightly it binds, as in Python, and its operator.</summary>
internal sealed record BinarySymbol(string Symbol, string OperatorName, int Precedence)
{
    /// <summary>The tightness of a minus before its operand: above `*`, below `^`.</summary>
    public const int UnaryPrecedence = 4;

    private const int ComparisonPrecedence = 1;

    private static readonly Dictionary<string, BinarySymbol> All = new BinarySymbol[]
    {
        new("<", "less", ComparisonPrecedence), new("<=", "less_equal", ComparisonPrecedence),
        new(">", "greater", ComparisonPrecedence), new(">=", "greater_equal", ComparisonPrecedence),
        new("==", "equal", ComparisonPrecedence), new("!=", "not_equal", ComparisonPrecedence),
        new("+", "add", 2), new("-", "sub", 2), new("*", "mul", 3), new("/", "div", 3), new("^", "pow", 5),
    }.ToDictionary(symbol => symbol.Symbol, StringComparer.Ordinal);

    public bool IsComparison => Precedence == ComparisonPrecedence;

    /// <summary>The loosest that its right operand may be: `^` groups to the right and takes a minus there.</summary>
    public int RightPrecedence => Symbol == "^" ? UnaryPrecedence : Precedence + 1;

    public static BinarySymbol? Find(Token token) =>
        token.Kind == TokenKind.Symbol ? All.GetValueOrDefault(token.Text) : null;
}
