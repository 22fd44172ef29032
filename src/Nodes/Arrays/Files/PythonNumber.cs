namespace Dataflow.Nodes.Arrays;

/// <summary>Reads a number of Python: `12`, `1_000`, `0x1F`, `1.5e3`, `2j`; in old headers also `12L`.</summary>
internal static class PythonNumber
{
    /// <summary>Python reads no longer decimal integers.</summary>
    private const int MostDigits = 4300;

    /// <param name="cursor">At its first character, a digit or a point before one.</param>
    /// <param name="takesLongs">Whether an L may follow, as Python 2 wrote it.</param>
    /// <exception cref="FileFormatException">It is none that Python reads.</exception>
    public static PythonValue Read(PythonCursor cursor, bool takesLongs)
    {
        int radix = cursor.Peek != '0' ? 10 : cursor.PeekAt(1) switch
        {
            'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 10,
        };
        PythonValue number = radix == 10 ? ReadDecimal(cursor) : ReadPrefixed(cursor, radix);
        if (takesLongs) SkipLong(cursor);
        if (PythonCursor.IsOfName(cursor.Peek)) throw cursor.Damaged($"a number cannot go on with '{cursor.Peek}'");
        return number;
    }

    private static PythonValue ReadPrefixed(PythonCursor cursor, int radix)
    {
        cursor.Skip(2);
        cursor.TryTake('_');
        int start = cursor.At;
        SkipDigits(cursor, radix);
        return Integer(cursor.From(start), radix);
    }

    private static PythonValue ReadDecimal(PythonCursor cursor)
    {
        int start = cursor.At;
        if (cursor.Peek != '.') SkipDigits(cursor, 10);
        int end = cursor.At;
        if (cursor.TryTake('.') && char.IsAsciiDigit(cursor.Peek)) SkipDigits(cursor, 10);
        SkipExponent(cursor);
        if (cursor.Peek is 'j' or 'J')
        {
            cursor.Skip(1);
            return new PythonValue(PythonKind.Imaginary);
        }

        if (cursor.At > end) return new PythonValue(PythonKind.Float);
        ReadOnlySpan<char> digits = cursor.From(start);
        if (digits.Length > 1 && digits[0] == '0' && digits.ContainsAnyExcept('0', '_'))
            throw cursor.Damaged("an integer cannot begin with 0");
        if (digits.Length - digits.Count('_') > MostDigits) throw cursor.Damaged("an integer has too many digits");
        return Integer(digits, 10);
    }

    private static void SkipExponent(PythonCursor cursor)
    {
        if (cursor.Peek is not ('e' or 'E')) return;
        int digits = cursor.PeekAt(1) is '+' or '-' ? 2 : 1;
        if (!char.IsAsciiDigit(cursor.PeekAt(digits))) return;
        cursor.Skip(digits);
        SkipDigits(cursor, 10);
    }

    /// <summary>One digit or more, with single underscores between them.</summary>
    private static void SkipDigits(PythonCursor cursor, int radix)
    {
        do
        {
            if (!IsDigit(cursor.Peek, radix)) throw cursor.Damaged("a digit was expected");
            while (IsDigit(cursor.Peek, radix)) cursor.Skip(1);
        }
        while (cursor.TryTake('_'));
    }

    private static void SkipLong(PythonCursor cursor)
    {
        int blanks = 0;
        while (cursor.PeekAt(blanks) is ' ' or '\t' or '\f') blanks++;
        if (cursor.PeekAt(blanks) == 'L' && !PythonCursor.IsOfName(cursor.PeekAt(blanks + 1))) cursor.Skip(blanks + 1);
    }

    private static bool IsDigit(char character, int radix) =>
        char.IsAsciiHexDigit(character) && DigitOf(character) < radix;

    private static int DigitOf(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static PythonValue Integer(ReadOnlySpan<char> digits, int radix)
    {
        long? value = 0;
        foreach (char digit in digits)
        {
            if (digit == '_' || value is not { } above) continue;
            int ones = DigitOf(digit);
            value = above > (long.MaxValue - ones) / radix ? null : (above * radix) + ones;
        }

        return new PythonValue(PythonKind.Integer) { Number = value };
    }
}
