using System.Buffers;

namespace Dataflow.Nodes.Arrays;

/// <summary>
/// Cuts a text into lines of fields, one line at a time in memory. A field may stand in quotes, in which two quotes are
/// one and lines may end. Blanks around fields, blank lines and comments are nothing. Each character is looked at a
/// fixed number of times.
/// </summary>
internal sealed class CsvScanner
{
    private enum Quotes
    {
        None,
        Around,
        AroundAndWithin,
    }

    private readonly record struct Field(int Start, int Length, Quotes Quotes);

    /// <summary>What is longer is no number; most likely a quote does not end.</summary>
    private const int MaxField = 1 << 16;

    private static readonly SearchValues<char> InQuotes = SearchValues.Create("\"\r\n\0");

    private readonly CsvWindow _window;
    private readonly CsvErrors _errors;
    private readonly CsvComments _comments;
    private readonly char _delimiter;
    private readonly SearchValues<char> _stops;
    private readonly List<Field> _fields = [];

    private long _line = 1;
    private int _length;

    public CsvScanner(CsvWindow window, CsvErrors errors, CsvOptions options)
    {
        (_window, _errors, _delimiter) = (window, errors, options.Delimiter);
        _comments = new CsvComments(options.Comment);
        _stops = SearchValues.Create($"{_delimiter}\r\n\0{_comments.FirstWithin}");
        if (window.Has(0) && window.Text[0] == '\uFEFF') window.Drop(1);
        for (int i = 0; i < options.Skip; i++) SkipLine();
    }

    /// <summary>The number of the line that the last one began with; the first is 1.</summary>
    public long Line { get; private set; }

    public int Count => _fields.Count;

    /// <summary>A field of the last line, without its quotes and blanks; good until the next line is read.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            Field field = _fields[index];
            ReadOnlySpan<char> text = _window.Text.Slice(field.Start, field.Length);
            return field.Quotes != Quotes.AroundAndWithin
                ? text : text.ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
        }
    }

    /// <summary>Reads the next line that is not blank and no comment; false when there is none.</summary>
    /// <exception cref="FileFormatException">A quote does not end, or a character is in no text.</exception>
    public bool Read()
    {
        do
        {
            _window.Drop(_length);
            _length = 0;
            while (_comments.IsLine(_window)) SkipLine();
            if (!_window.Has(0)) return false;
            ReadLine();
        }
        while (_fields is [{ Length: 0, Quotes: Quotes.None }]);
        return true;
    }

    private void ReadLine()
    {
        _fields.Clear();
        Line = _line;
        int at = ReadField(0);
        while (_window.Has(at) && _window.Text[at] == _delimiter) at = ReadField(at + 1);
        // A comment, or nothing, is left of the line.
        at = FindLineEnd(at);
        _length = _window.Has(at) ? PassLineEnd(at) : at;
    }

    /// <returns>Where the delimiter, line end or comment behind the field is.</returns>
    private int ReadField(int at)
    {
        at = SkipBlanks(at);
        if (_window.Has(at) && _window.Text[at] == '"') return ReadQuoted(at);
        int end = FindEnd(at);
        int length = _window.Text[at..end].TrimEnd(_delimiter == '\t' ? " " : " \t").Length;
        _fields.Add(new Field(at, length, Quotes.None));
        return end;
    }

    private int FindEnd(int start)
    {
        int at = start;
        while (true)
        {
            at = Find(_stops, at, start);
            if (!_window.Has(at)) return at;
            char stop = _window.Text[at];
            if (stop == '\0') throw _errors.Nul(_line, Count, _window.Text[start..]);
            if (stop == _delimiter || IsLineEnd(stop) || _comments.IsAt(_window, at)) return at;
            at++;
        }
    }

    private int ReadQuoted(int open)
    {
        (long line, int at, Quotes quotes) = (_line, open + 1, Quotes.Around);
        while (true)
        {
            at = Find(InQuotes, at, open);
            if (!_window.Has(at)) throw _errors.Unclosed(line, Count, _window.Text[open..]);
            char stop = _window.Text[at];
            if (stop == '\0') throw _errors.Nul(_line, Count, _window.Text[open..]);
            if (stop != '"')
            {
                at = PassLineEnd(at);
                continue;
            }

            if (!_window.Has(at + 1) || _window.Text[at + 1] != '"') break;
            quotes = Quotes.AroundAndWithin;
            at += 2;
        }

        _fields.Add(new Field(open + 1, at - open - 1, quotes));
        return RequireEnd(open, at + 1);
    }

    private int RequireEnd(int open, int at)
    {
        at = SkipBlanks(at);
        bool isEnd = !_window.Has(at) || _window.Text[at] == _delimiter || IsLineEnd(_window.Text[at])
            || _comments.IsAt(_window, at);
        return isEnd ? at : throw _errors.BehindQuote(_line, Count - 1, _window.Text[open..]);
    }

    private int SkipBlanks(int at)
    {
        while (_window.Has(at) && _window.Text[at] is ' ' or '\t' && _window.Text[at] != _delimiter) at++;
        return at;
    }

    /// <summary>Where the first of some characters stands, or the end of the text.</summary>
    private int Find(SearchValues<char> wanted, int from, int fieldStart)
    {
        while (true)
        {
            int found = _window.Text[from..].IndexOfAny(wanted);
            if (found >= 0) return from + found;
            from = _window.Length;
            if (from - fieldStart > MaxField) throw _errors.TooLong(_line, Count, _window.Text[fieldStart..]);
            if (!_window.Grow()) return _window.IsFull ? throw _errors.LineTooLong(Line) : from;
        }
    }

    private int FindLineEnd(int at)
    {
        while (true)
        {
            int found = _window.Text[at..].IndexOfAny('\r', '\n');
            if (found >= 0) return at + found;
            at = _window.Length;
            if (!_window.Grow()) return _window.IsFull ? throw _errors.LineTooLong(Line) : at;
        }
    }

    private int PassLineEnd(int at)
    {
        _line++;
        return _window.Text[at] == '\r' && _window.Has(at + 1) && _window.Text[at + 1] == '\n' ? at + 2 : at + 1;
    }

    /// <summary>Moves over a line whatever it holds.</summary>
    private void SkipLine()
    {
        while (_window.Has(0))
        {
            int end = _window.Text.IndexOfAny('\r', '\n');
            if (end >= 0)
            {
                _window.Drop(PassLineEnd(end));
                return;
            }

            _window.Drop(_window.Length);
        }
    }

    private static bool IsLineEnd(char character) => character is '\r' or '\n';
}
