namespace Dataflow.Host.Scripts.Syntax;

internal enum TokenKind
{
    Number,
    Name,
    Text,
    Symbol,
    End,
}

/// <summary>One word of a line.</summary>
/// <param name="Kind">What kind of word it is.</param>
/// <param name="Text">The characters; of a quoted text what stands between the quotes.</param>
/// <param name="At">Where its first character stands.</param>
/// <param name="Length">How many characters it takes in the line, quotes included.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Position At, int Length)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>How an error speaks of it.</summary>
    public string Spoken => Kind switch
    {
        TokenKind.End => "the line ends",
        TokenKind.Text => $"\"{Text}\" came",
        _ => $"'{Text}' came",
    };
}
