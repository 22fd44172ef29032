using System.Globalization;
using System.Text;

namespace Dataflow.Nodes.Arrays;

/// <summary>Reads a text of Python in any of its spellings: prefixes, either quote, three of them, escapes.</summary>
internal static class PythonText
{
    /// <summary>Whether a text begins here, its prefix included.</summary>
    public static bool IsNext(PythonCursor cursor) => PrefixLength(cursor) >= 0;

    /// <summary>Texts that stand beside one another are one.</summary>
    /// <exception cref="FileFormatException">One does not end, or is none that Python reads.</exception>
    public static PythonValue Read(PythonCursor cursor)
    {
        StringBuilder text = new();
        bool isBytes = ReadOne(cursor, text);
        cursor.SkipBlanks();
        while (IsNext(cursor))
        {
            if (ReadOne(cursor, text) != isBytes) throw cursor.Damaged("a text and bytes are joined");
            cursor.SkipBlanks();
        }

        return new PythonValue(isBytes ? PythonKind.Bytes : PythonKind.Text) { Text = text.ToString() };
    }

    private static int PrefixLength(PythonCursor cursor)
    {
        for (int length = 0; length <= 2; length++)
        {
            char next = cursor.PeekAt(length);
            if (next is '\'' or '"') return IsPrefix(cursor, length) ? length : -1;
            if (!char.IsAsciiLetter(next)) return -1;
        }

        return -1;
    }

    private static bool IsPrefix(PythonCursor cursor, int length)
    {
        (char first, char second) = (Lower(cursor.PeekAt(0)), Lower(cursor.PeekAt(1)));
        return length switch
        {
            0 => true,
            1 => first is 'r' or 'u' or 'b',
            _ => (first, second) is ('r', 'b') or ('b', 'r'),
        };
    }

    private static char Lower(char letter) => char.ToLowerInvariant(letter);

    private static bool ReadOne(PythonCursor cursor, StringBuilder text)
    {
        bool isBytes = false, isRaw = false;
        for (; cursor.Peek is not ('\'' or '"'); cursor.Skip(1))
        {
            isBytes |= cursor.Peek is 'b' or 'B';
            isRaw |= cursor.Peek is 'r' or 'R';
        }

        char quote = cursor.Take();
        bool isTriple = cursor.Peek == quote && cursor.PeekAt(1) == quote;
        if (isTriple) cursor.Skip(2);
        while (!TryClose(cursor, quote, isTriple)) ReadCharacter(cursor, text, isBytes, isRaw, isTriple);
        return isBytes;
    }

    private static bool TryClose(PythonCursor cursor, char quote, bool isTriple)
    {
        if (cursor.IsAtEnd) throw cursor.Damaged("a text does not end");
        bool isClose = cursor.Peek == quote && (!isTriple || (cursor.PeekAt(1) == quote && cursor.PeekAt(2) == quote));
        if (isClose) cursor.Skip(isTriple ? 3 : 1);
        return isClose;
    }

    private static void ReadCharacter(
        PythonCursor cursor, StringBuilder text, bool isBytes, bool isRaw, bool isTriple)
    {
        char character = cursor.Take();
        if (isBytes && character > '\x7F') throw cursor.Damaged("bytes have a character beyond ASCII");
        if (PythonCursor.IsLineEnd(character) && !isTriple) throw cursor.Damaged("a text does not end on its line");
        if (character != '\\')
        {
            text.Append(character);
            return;
        }

        if (isRaw) text.Append(character).Append(cursor.Take());
        else ReadEscape(cursor, text, isBytes);
    }

    private static void ReadEscape(PythonCursor cursor, StringBuilder text, bool isBytes)
    {
        char letter = cursor.Take();
        switch (letter)
        {
            case '\n': break;
            case '\r': cursor.TryTake('\n'); break;
            case '\\' or '\'' or '"': text.Append(letter); break;
            case 'a': text.Append('\a'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'n': text.Append('\n'); break;
            case 'r': text.Append('\r'); break;
            case 't': text.Append('\t'); break;
            case 'v': text.Append('\v'); break;
            case >= '0' and <= '7': ReadOctal(cursor, text, letter); break;
            case 'x': ReadHex(cursor, text, 2); break;
            case 'u' when !isBytes: ReadHex(cursor, text, 4); break;
            case 'U' when !isBytes: ReadHex(cursor, text, 8); break;
            case 'N' when !isBytes: throw cursor.Damaged("characters by their names are not read");
            default: text.Append('\\').Append(letter); break;
        }
    }

    private static void ReadOctal(PythonCursor cursor, StringBuilder text, char first)
    {
        int value = first - '0';
        for (int i = 0; i < 2 && cursor.Peek is >= '0' and <= '7'; i++) value = (value * 8) + cursor.Take() - '0';
        text.Append((char)value);
    }

    private static void ReadHex(PythonCursor cursor, StringBuilder text, int digits)
    {
        int start = cursor.At;
        for (int i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(cursor.Peek)) throw cursor.Damaged($"an escape has not {digits} digits");
            cursor.Skip(1);
        }

        uint value = uint.Parse(cursor.From(start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value > 0x10FFFF) throw cursor.Damaged("an escape is beyond the last character");
        if (value <= char.MaxValue) text.Append((char)value);
        else text.Append(char.ConvertFromUtf32((int)value));
    }
}
