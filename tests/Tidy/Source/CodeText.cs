using System.Text;

namespace Dataflow.Tidy.Source;

/// <summary>
/// C# with comments, strings and character literals replaced by spaces; what stands in the holes of interpolated
/// strings stays. Every character keeps its place, so that lines and columns are those of the original.
/// </summary>
internal sealed class CodeText
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private int _at;

    private CodeText(string text)
    {
        _text = text;
        _code = new StringBuilder(text.Length);
    }

    /// <summary>The code of <paramref name="text"/>, as long as the text.</summary>
    public static string Of(string text)
    {
        var code = new CodeText(text);
        code.CopyCode(isHole: false);
        return code._code.ToString();
    }

    private char Here => Ahead(0);

    private char Ahead(int distance) => _at + distance < _text.Length ? _text[_at + distance] : '\0';

    private void CopyCode(bool isHole)
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            if (isHole && depth == 0 && Here == '}') return;
            if (Skip()) continue;
            if (Here == '{') depth++;
            if (Here == '}') depth--;
            _code.Append(_text[_at++]);
        }
    }

    private bool Skip()
    {
        if (Here == '/' && Ahead(1) == '/') return BlankUntil("\n", andIt: false);
        if (Here == '/' && Ahead(1) == '*') return BlankUntil("*/", andIt: true);
        if (Here == '\'') return BlankCharacter();
        return Here is '"' or '$' or '@' && BlankString();
    }

    private bool BlankUntil(string end, bool andIt)
    {
        int found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        int stop = found < 0 ? _text.Length : found + (andIt ? end.Length : 0);
        return Blank(stop - _at);
    }

    private bool BlankCharacter()
    {
        Blank(1);
        while (_at < _text.Length && Here is not ('\'' or '\n')) Blank(Here == '\\' ? 2 : 1);
        return Blank(1);
    }

    private bool BlankString()
    {
        int prefix = 0;
        while (Ahead(prefix) is '$' or '@') prefix++;
        if (Ahead(prefix) != '"') return false;
        int dollars = _text.AsSpan(_at, prefix).Count('$');
        bool isVerbatim = dollars < prefix;
        Blank(prefix);
        int quotes = Run('"');
        if (!isVerbatim && quotes >= 3) return BlankRaw(quotes, dollars);
        Blank(1);
        return BlankRest(isVerbatim, dollars > 0);
    }

    private bool BlankRest(bool isVerbatim, bool hasHoles)
    {
        while (_at < _text.Length)
        {
            if (Here == '"' && !(isVerbatim && Ahead(1) == '"')) return Blank(1);
            if (Here == '"' || (Here == '\\' && !isVerbatim) || (hasHoles && Here == '{' && Ahead(1) == '{')) Blank(2);
            else if (hasHoles && Here == '{') CopyHole(braces: 1);
            else Blank(1);
        }

        return true;
    }

    private bool BlankRaw(int quotes, int dollars)
    {
        Blank(quotes);
        while (_at < _text.Length)
        {
            if (Here == '"' && Run('"') >= quotes) return Blank(Run('"'));
            if (dollars > 0 && Run('{') >= dollars) CopyHole(Run('{'), dollars);
            else Blank(1);
        }

        return true;
    }

    private void CopyHole(int braces, int closing = 1)
    {
        Blank(braces);
        CopyCode(isHole: true);
        Blank(closing);
    }

    private int Run(char c)
    {
        int length = 0;
        while (Ahead(length) == c) length++;
        return length;
    }

    private bool Blank(int count)
    {
        for (; count > 0 && _at < _text.Length; count--, _at++) _code.Append(Here == '\n' ? '\n' : ' ');
        return true;
    }
}
