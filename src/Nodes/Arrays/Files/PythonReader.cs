namespace Dataflow.Nodes.Arrays;

/// <summary>
/// Reads a literal of Python, as its <c>ast.literal_eval</c> does: texts, numbers, tuples, lists, dictionaries, sets,
/// booleans and None. Each character is looked at a fixed number of times.
/// </summary>
internal sealed class PythonReader
{
    private readonly PythonCursor _cursor;
    private readonly bool _takesLongs;

    private PythonReader(PythonCursor cursor, bool takesLongs) => (_cursor, _takesLongs) = (cursor, takesLongs);

    /// <param name="text">The literal; blanks, comments and line ends may follow it, and nothing else.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="takesLongs">Whether integers may have an L behind them, as Python 2 wrote them.</param>
    /// <exception cref="FileFormatException">It is no literal.</exception>
    public static PythonValue Read(string text, string source, bool takesLongs)
    {
        PythonCursor cursor = new(text, source);
        if (text.Contains('\0', StringComparison.Ordinal)) throw cursor.Damaged("it has a NUL character");
        cursor.SkipLinesBefore();
        PythonValue value = new PythonReader(cursor, takesLongs).ReadExpression();
        cursor.SkipLinesBehind();
        return cursor.IsAtEnd ? value : throw cursor.Damaged($"'{cursor.Peek}' stands behind its end");
    }

    /// <summary>A literal, or the sum of a real number and an imaginary one.</summary>
    private PythonValue ReadExpression()
    {
        _cursor.SkipBlanks();
        int start = _cursor.At;
        PythonValue value = ReadSigned();
        int end = _cursor.At;
        _cursor.SkipBlanks();
        if (_cursor.Peek is '+' or '-')
        {
            _cursor.Skip(1);
            _cursor.SkipBlanks();
            PythonValue right = ReadAtom();
            bool isReal = value.Kind is PythonKind.Integer or PythonKind.Float;
            if (!isReal || right is not { Kind: PythonKind.Imaginary, IsSigned: false })
                throw _cursor.Damaged("only a real number and an imaginary one make a sum");
            value = new PythonValue(PythonKind.Complex);
            end = _cursor.At;
            _cursor.SkipBlanks();
        }

        return value with { Place = start..end };
    }

    private PythonValue ReadSigned()
    {
        if (_cursor.Peek is not ('+' or '-')) return ReadAtom();
        bool isNegative = _cursor.Take() == '-';
        _cursor.SkipBlanks();
        PythonValue number = ReadAtom();
        if (!number.IsNumber || number.IsSigned) throw _cursor.Damaged("a sign stands before what is no number");
        return number with { IsSigned = true, Number = isNegative ? -number.Number : number.Number };
    }

    private PythonValue ReadAtom()
    {
        char next = _cursor.Peek;
        if (next == '(') return ReadParentheses();
        if (next == '[') return PythonValue.Of(PythonKind.List, ReadItems(']', out _));
        if (next == '{') return ReadBraces();
        if (PythonText.IsNext(_cursor)) return PythonText.Read(_cursor);
        if (char.IsAsciiDigit(next) || (next == '.' && char.IsAsciiDigit(_cursor.PeekAt(1))))
            return PythonNumber.Read(_cursor, _takesLongs);
        if (PythonCursor.IsOfName(next)) return ReadName();
        if (next != '.' || _cursor.PeekAt(1) != '.' || _cursor.PeekAt(2) != '.') throw Unexpected();
        _cursor.Skip(3);
        return new PythonValue(PythonKind.Ellipsis);
    }

    private PythonValue ReadParentheses()
    {
        List<PythonValue> items = ReadItems(')', out bool hasComma);
        return items.Count == 1 && !hasComma ? items[0] : PythonValue.Of(PythonKind.Tuple, items);
    }

    private PythonValue ReadName()
    {
        int start = _cursor.At;
        while (PythonCursor.IsOfName(_cursor.Peek)) _cursor.Skip(1);
        string name = _cursor.From(start).ToString();
        return name switch
        {
            "True" => new PythonValue(PythonKind.Boolean) { Number = 1 },
            "False" => new PythonValue(PythonKind.Boolean) { Number = 0 },
            "None" => new PythonValue(PythonKind.None),
            "set" => ReadEmptySet(),
            _ => throw _cursor.Damaged("a name is no literal"),
        };
    }

    private PythonValue ReadEmptySet()
    {
        _cursor.SkipBlanks();
        if (_cursor.Peek != '(' || ReadItems(')', out _).Count > 0) throw _cursor.Damaged("a name is no literal");
        return PythonValue.Of(PythonKind.Set, []);
    }

    /// <summary>From the bracket that opens to behind the one that closes.</summary>
    private List<PythonValue> ReadItems(char close, out bool hasComma)
    {
        List<PythonValue> items = [];
        hasComma = false;
        _cursor.OpenBracket();
        _cursor.SkipBlanks();
        while (_cursor.Peek != close)
        {
            items.Add(ReadExpression());
            if (!ReadComma(close)) break;
            hasComma = true;
        }

        _cursor.CloseBracket();
        return items;
    }

    private PythonValue ReadBraces()
    {
        List<PythonValue> items = [];
        PythonKind kind = PythonKind.Dictionary;
        _cursor.OpenBracket();
        _cursor.SkipBlanks();
        while (_cursor.Peek != '}')
        {
            PythonValue item = ReadExpression();
            if (!item.IsHashable) throw _cursor.Damaged("a list, dictionary or set is a key or an item of a set");
            // The first item decides which of the two it is.
            if (items.Count == 0 && _cursor.Peek != ':') kind = PythonKind.Set;
            items.Add(item);
            if (kind == PythonKind.Dictionary) items.Add(ReadValue());
            if (!ReadComma('}')) break;
        }

        _cursor.CloseBracket();
        return PythonValue.Of(kind, items);
    }

    private PythonValue ReadValue()
    {
        if (!_cursor.TryTake(':')) throw Unexpected();
        return ReadExpression();
    }

    /// <summary>Whether a comma comes, after which there may be another item; else what closes must come.</summary>
    private bool ReadComma(char close)
    {
        bool isComma = _cursor.TryTake(',');
        _cursor.SkipBlanks();
        return isComma || (_cursor.Peek == close ? false : throw Unexpected());
    }

    private FileFormatException Unexpected() => _cursor.IsAtEnd
        ? _cursor.Damaged("it ends too early") : _cursor.Damaged($"'{_cursor.Peek}' was not expected");
}
