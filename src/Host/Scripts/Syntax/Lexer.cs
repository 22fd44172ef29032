namespace Dataflow.Host.Scripts.Syntax;

/// <summary>Cuts one line into words. A comment, from `#` on, is as good as the end of the line.</summary>
internal static class Lexer
{
    /// <summary>Longer symbols stand before those they begin with.</summary>
    private static readonly string[] Symbols =
    [
        ":=", "<=", ">=", "==", "!=", "=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ":",
    ];

    /// <summary>The words of a line, closed by one of kind End.</summary>
    /// <exception cref="SyntaxException">A number or a text that does not end as it must.</exception>
    public static IReadOnlyList<Token> Read(string line, int lineNumber)
    {
        List<Token> tokens = [];
        int index = 0;
        while (true)
        {
            while (index < line.Length && char.IsWhiteSpace(line[index])) index++;
            if (index == line.Length || line[index] == '#') break;
            Token token = Next(line, index, new Position(lineNumber, index + 1));
            tokens.Add(token);
            index += token.Length;
        }

        tokens.Add(new Token(TokenKind.End, "", new Position(lineNumber, index + 1), 0));
        return tokens;
    }

    private static Token Next(string line, int index, Position at)
    {
        char first = line[index];
        if (first == '"') return Quoted(line, index, at);
        if (IsDigit(first) || (first == '.' && IsDigit(At(line, index + 1)))) return Number(line, index, at);
        if (char.IsLetter(first) || first == '_') return Name(line, index, at);
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(line, index, symbol, 0, symbol.Length) == 0)
                return new Token(TokenKind.Symbol, symbol, at, symbol.Length);
        }

        // No grammar accepts it, so the parser says what it expected in its place.
        int length = char.IsSurrogatePair(first, At(line, index + 1)) ? 2 : 1;
        return new Token(TokenKind.Symbol, line.Substring(index, length), at, length);
    }

    private static Token Quoted(string line, int index, Position at)
    {
        int close = line.IndexOf('"', index + 1);
        if (close < 0) throw new SyntaxException(at, "expected a closing '\"', but the line ends");
        return new Token(TokenKind.Text, line[(index + 1)..close], at, close + 1 - index);
    }

    private static Token Name(string line, int index, Position at)
    {
        int end = index;
        while (char.IsLetterOrDigit(At(line, end)) || At(line, end) == '_') end++;
        return new Token(TokenKind.Name, line[index..end], at, end - index);
    }

    private static Token Number(string line, int index, Position at)
    {
        int end = SkipDigits(line, index);
        if (At(line, end) == '.') end = SkipDigits(line, end + 1);
        if (At(line, end) is 'e' or 'E')
        {
            int digits = At(line, end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (IsDigit(At(line, digits))) end = SkipDigits(line, digits);
        }

        if (char.IsLetter(At(line, end)) || At(line, end) is '_' or '.')
            throw new SyntaxException(at with { Column = end + 1 }, $"a number cannot go on with '{line[end]}'");
        return new Token(TokenKind.Number, line[index..end], at, end - index);
    }

    private static int SkipDigits(string line, int index)
    {
        while (IsDigit(At(line, index))) index++;
        return index;
    }

    private static bool IsDigit(char character) => char.IsAsciiDigit(character);

    private static char At(string line, int index) => index < line.Length ? line[index] : '\0';
}
