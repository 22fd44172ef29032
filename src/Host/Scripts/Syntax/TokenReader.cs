using System.Globalization;

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>The words of one line, read from left to right.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private int _next;

    public Token Peek => tokens[_next];

    /// <summary>The word after the next one, or the end.</summary>
    public Token PeekSecond => tokens[Math.Min(_next + 1, tokens.Count - 1)];

    /// <summary>Where in the line the last word that was taken ends.</summary>
    public int End => _next == 0 ? 0 : tokens[_next - 1].At.Column - 1 + tokens[_next - 1].Length;

    public Token Take()
    {
        Token token = Peek;
        if (token.Kind != TokenKind.End) _next++;
        return token;
    }

    public bool TryTake(string symbol)
    {
        if (!Peek.Is(symbol)) return false;
        Take();
        return true;
    }

    public Token Expect(string symbol, string expected) => Peek.Is(symbol) ? Take() : throw Unexpected(expected);

    public Token Expect(TokenKind kind, string expected) => Peek.Kind == kind ? Take() : throw Unexpected(expected);

    /// <summary>A whole number with an optional minus.</summary>
    public long ExpectInteger(string expected)
    {
        bool isNegative = TryTake("-");
        if (!long.TryParse(Peek.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            throw Unexpected(expected);
        Take();
        return isNegative ? -value : value;
    }

    public SyntaxException Unexpected(string expected) => new(Peek.At, $"expected {expected}, but {Peek.Spoken}");
}
