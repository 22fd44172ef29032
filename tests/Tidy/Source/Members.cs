using System.Text.RegularExpressions;

namespace Dataflow.Tidy.Source;

/// <summary>A member of a type: its lines without attributes, and whether it is a table rather than code.</summary>
internal sealed record Member(int FirstLine, int LastLine, bool IsData);

/// <summary>
/// Finds the members of types by counting braces: a member begins after the one before it and ends with the semicolon
/// or the brace that closes its body. Local functions belong to the method that they are in.
/// </summary>
internal sealed class Members
{
    private static readonly Regex TypeHeader = Pattern.Of(
        @"\b(class|struct|interface|enum|record|namespace)\s+(struct\s+|class\s+)?[A-Z]|\bextension\s*(<[^>]*>)?\s*\(");

    private static readonly Regex Attributes = Pattern.Of(@"^(\s*\[([^][]|\[[^][]*\])*\])*\s*");
    private static readonly Regex Parentheses = Pattern.Of(@"\([^()]*\)");
    private static readonly Regex Assignment = Pattern.Of(@"\G[^<>!]?=(?![=>])");
    private static readonly Regex Body = Pattern.Of(@"=>\s*\{");

    private readonly SourceFile _file;
    private readonly Stack<bool> _blocks = [];
    private readonly List<Member> _members = [];
    private int _start;
    private int _parentheses;

    private Members(SourceFile file) => _file = file;

    public static IReadOnlyList<Member> Of(SourceFile file)
    {
        var members = new Members(file);
        for (int at = 0; at < file.Code.Length; at++) members.Read(at);
        return members._members;
    }

    /// <summary>Whether what is read stands directly in a type, or outside of all types.</summary>
    private bool IsInType => _blocks.Count == 0 || _blocks.Peek();

    private void Read(int at)
    {
        switch (_file.Code[at])
        {
            case '(': _parentheses++; break;
            case ')': _parentheses--; break;
            case '{': Open(at); break;
            case '}': Close(at); break;
            case ';' when IsInType && _parentheses == 0: End(at); break;
            default: break;
        }
    }

    private void Open(int at)
    {
        bool isType = IsInType && TypeHeader.IsMatch(_file.Code[_start..at]);
        _blocks.Push(isType);
        if (isType) _start = at + 1;
    }

    private void Close(int at)
    {
        if (_blocks.Count == 0) return;
        bool wasType = _blocks.Pop();
        if (wasType) _start = at + 1;
        else if (IsInType && _parentheses == 0) End(at);
    }

    private void End(int at)
    {
        string code = _file.Code[_start..(at + 1)];
        int first = _start + Attributes.Match(code).Length;
        if (first <= at) _members.Add(new Member(_file.LineOf(first), _file.LineOf(at), IsTable(code)));
        _start = at + 1;
    }

    /// <summary>Whether a member's value is written down: it begins with an assignment and has no body.</summary>
    private static bool IsTable(string code)
    {
        string header = code.Split('{')[0];
        while (Parentheses.IsMatch(header)) header = Parentheses.Replace(header, "");
        int sign = header.IndexOf('=', StringComparison.Ordinal);
        return sign >= 0 && Assignment.IsMatch(header, Math.Max(0, sign - 1)) && !Body.IsMatch(code);
    }
}
