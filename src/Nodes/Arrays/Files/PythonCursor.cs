namespace Dataflow.Nodes.Arrays;

/// <summary>A place in a Python text, which moves over what has no meaning.</summary>
internal sealed class PythonCursor(string text, string source)
{
    /// <summary>Python refuses more brackets in one another.</summary>
    private const int DeepestNesting = 200;

    private int _nesting;

    /// <summary>The place of the next character.</summary>
    public int At { get; private set; }

    public bool IsAtEnd => At == text.Length;

    /// <summary>The next character; NUL, which no text may have, at the end.</summary>
    public char Peek => PeekAt(0);

    public char PeekAt(int offset) => At + offset < text.Length ? text[At + offset] : '\0';

    public char Take()
    {
        if (IsAtEnd) throw Damaged("it ends too early");
        return text[At++];
    }

    public void Skip(int count) => At += count;

    public bool TryTake(char wanted)
    {
        if (IsAtEnd || Peek != wanted) return false;
        At++;
        return true;
    }

    public ReadOnlySpan<char> From(int start) => text.AsSpan(start, At - start);

    public void OpenBracket()
    {
        if (++_nesting > DeepestNesting) throw Damaged($"brackets stand more than {DeepestNesting} deep");
        At++;
    }

    public void CloseBracket()
    {
        _nesting--;
        At++;
    }

    /// <summary>Moves over blanks and comments; within brackets over line ends too, as they end nothing there.</summary>
    public void SkipBlanks()
    {
        while (!IsAtEnd)
        {
            if (IsBlank(Peek)) At++;
            else if (Peek == '#') SkipLine();
            else if (_nesting > 0 && IsLineEnd(Peek)) At++;
            else if (_nesting > 0 && Peek == '\\' && IsLineEnd(PeekAt(1))) At += 2;
            else return;
        }
    }

    /// <summary>Moves over blank lines and comments before the literal; it itself must not be indented then.</summary>
    public void SkipLinesBefore()
    {
        while (Peek is ' ' or '\t') At++;
        SkipBlanks();
        while (IsLineEnd(Peek))
        {
            while (IsLineEnd(Peek)) At++;
            int start = At;
            SkipBlanks();
            if (At > start && !IsAtEnd && !IsLineEnd(Peek)) throw Damaged("its literal is indented");
        }
    }

    /// <summary>Moves over what may follow the literal: blanks, comments, line ends.</summary>
    public void SkipLinesBehind()
    {
        SkipBlanks();
        while (IsLineEnd(Peek))
        {
            At++;
            SkipBlanks();
        }
    }

    public FileFormatException Damaged(string why) => new($"{source} has a damaged header, character {At + 1}: {why}");

    public static bool IsLineEnd(char character) => character is '\n' or '\r';

    public static bool IsOfName(char character) =>
        char.IsAsciiLetterOrDigit(character) || character == '_' || character > '\x7F';

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\f';

    private void SkipLine()
    {
        int end = text.AsSpan(At).IndexOfAny('\n', '\r');
        At = end < 0 ? text.Length : At + end;
    }
}
