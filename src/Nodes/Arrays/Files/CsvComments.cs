namespace Dataflow.Nodes.Arrays;

/// <summary>What is a comment in a file of numbers.</summary>
/// <param name="start">What begins one; empty for none; null for lines only that NumPy's savetxt writes.</param>
internal sealed class CsvComments(string? start)
{
    private readonly string _start = start ?? "";

    /// <summary>The character that may begin a comment within a line, as a text, or none.</summary>
    public string FirstWithin => _start.Length > 0 ? _start[..1] : "";

    /// <summary>Whether a comment begins at this place of a line.</summary>
    public bool IsAt(CsvWindow window, int at) =>
        _start.Length > 0 && window.Has(at + _start.Length - 1)
        && window.Text.Slice(at, _start.Length).SequenceEqual(_start);

    /// <summary>Whether the line that begins at the start of the window is a comment as a whole.</summary>
    public bool IsLine(CsvWindow window)
    {
        if (start is not null) return IsAt(window, 0);

        // `#N/A` is a field that a spreadsheet wrote, and no comment.
        return window.Has(0) && window.Text[0] == '#' && (!window.Has(1) || window.Text[1] is ' ' or '\r' or '\n');
    }
}
