namespace Dataflow.Nodes.Tests.Arrays;

/// <summary>A text that goes on for ever.</summary>
internal sealed class EndlessReader(string start, string part) : TextReader
{
    private const int Megabyte = 1 << 20;

    /// <summary>How many characters were read.</summary>
    public long Count { get; private set; }

    /// <summary>Called when a million characters were read.</summary>
    public Action? AtMegabyte { get; init; }

    public override int Peek() => At(Count);

    public override int Read() => At(Count++);

    public override int Read(char[] buffer, int index, int count)
    {
        for (int i = 0; i < count; i++) buffer[index + i] = (char)Read();
        if (Count >= Megabyte) AtMegabyte?.Invoke();
        return count;
    }

    private char At(long place) =>
        place < start.Length ? start[(int)place] : part[(int)((place - start.Length) % part.Length)];
}
