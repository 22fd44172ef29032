namespace Dataflow.Nodes.Arrays;

/// <summary>A line held as text.</summary>
internal sealed record CsvLine(string[] Fields, long Number);
