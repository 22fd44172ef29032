namespace Dataflow.Host.Scripts.Syntax;

/// <summary>Reads `[start:stop:step, index, …]` after an operand.</summary>
internal static class SliceParser
{
    private const string Item = "a whole number or ':'";

    public static SliceExpression Parse(TokenReader reader, Expression operand)
    {
        Token open = reader.Take();
        List<SliceItem> items = [];
        do items.Add(ParseItem(reader));
        while (reader.TryTake(","));
        reader.Expect("]", "':', ',' or ']'");
        return new SliceExpression(open.At, operand, items);
    }

    private static SliceItem ParseItem(TokenReader reader)
    {
        if (!reader.Peek.Is(":"))
        {
            long start = reader.ExpectInteger(Item);
            return reader.TryTake(":") ? ParseRest(reader, start) : new SliceItem(start, null, null, IsIndex: true);
        }

        reader.Take();
        return ParseRest(reader, null);
    }

    /// <summary>What follows the first colon.</summary>
    private static SliceItem ParseRest(TokenReader reader, long? start)
    {
        long? stop = ParseOptional(reader);
        if (!reader.TryTake(":")) return new SliceItem(start, stop, null, IsIndex: false);
        Token step = reader.Peek;
        long? size = ParseOptional(reader);
        if (size == 0) throw new SyntaxException(step.At, "the step of a slice cannot be 0");
        return new SliceItem(start, stop, size, IsIndex: false);
    }

    private static long? ParseOptional(TokenReader reader) =>
        reader.Peek.Is(":") || reader.Peek.Is(",") || reader.Peek.Is("]") ? null : reader.ExpectInteger(Item);
}
