namespace Dataflow.Nodes.Arrays;

/// <summary>The part of a text that is being looked at: what was dropped is before it, what was not read yet behind.</summary>
internal sealed class CsvWindow(TextReader reader, CancellationToken cancellation)
{
    /// <summary>No line is longer; a file without line ends is none of numbers, and must not fill the memory.</summary>
    public const int MaxLength = 1 << 26;

    private char[] _buffer = new char[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>What is there; good until the next call.</summary>
    public ReadOnlySpan<char> Text => _buffer.AsSpan(_start, _end - _start);

    public int Length => _end - _start;

    /// <summary>Whether the window cannot grow because a line is too long.</summary>
    public bool IsFull => Length == MaxLength;

    /// <summary>Whether there is a character at a place, read if need be.</summary>
    public bool Has(int place)
    {
        while (place >= Length)
        {
            if (!Grow()) return false;
        }

        return true;
    }

    public void Drop(int count) => _start += count;

    /// <summary>Makes the window longer; false at the end of the text or when it is full.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Grow()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_isAtEnd || IsFull) return false;
        MakeRoom();
        int came = reader.Read(_buffer, _end, _buffer.Length - _end);
        _end += came;
        _isAtEnd = came == 0;
        return came > 0;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Text.CopyTo(_buffer);
            (_start, _end) = (0, Length);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxLength));
    }
}
