using Dataflow.Nodes;

namespace Dataflow.Host.Output;

/// <summary>Rows as lines with their columns below one another.</summary>
internal static class TableText
{
    /// <param name="output">Where the lines go.</param>
    /// <param name="rows">The heads first; all of one length.</param>
    /// <param name="firstNumber">From which column on there are numbers, which end below one another.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, int firstNumber)
    {
        string[][] shown = [.. rows.Select(row => row.Select(VisibleText.Of).ToArray())];
        int[] widths = [.. shown[0].Select((_, column) => shown.Max(row => row[column].Length))];
        foreach (string[] row in shown)
        {
            IEnumerable<string> cells = row.Select((cell, column) =>
                column < firstNumber ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
