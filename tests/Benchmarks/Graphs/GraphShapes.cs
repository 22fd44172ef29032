using System.Globalization;

namespace Dataflow.Benchmarks.Graphs;

/// <summary>
/// A scalar graph to measure, as plain numbers: node i applies an operator to the nodes First[i] and Second[i] (-1:
/// none); the first <paramref name="Leaves"/> nodes are variables and the last one is the root.
/// </summary>
internal sealed record GraphShape(string Name, int Leaves, Step[] Steps, int[] First, int[] Second)
{
    public int Nodes => Steps.Length;

    /// <summary>Each node adds one to the node before.</summary>
    public static GraphShape Chain(int length)
    {
        var shape = Empty($"chain {Count(length)}", 1, length);
        for (int i = 1; i <= length; i++) shape.Set(i, Step.AddOne, i - 1);
        return shape;
    }

    /// <summary>A sum of 2^depth leaves, two at a time.</summary>
    public static GraphShape Tree(int depth)
    {
        int leaves = 1 << depth;
        var shape = Empty($"tree {Count(leaves)} leaves", leaves, leaves - 1);
        for (int i = leaves, read = 0; i < shape.Nodes; i++, read += 2) shape.Set(i, Step.Add, read, read + 1);
        return shape;
    }

    /// <summary>Diamonds one after the other: two nodes read the one before, one reads both.</summary>
    public static GraphShape Ladder(int diamonds)
    {
        var shape = Empty($"ladder {Count(diamonds)} diamonds", 1, 3 * diamonds);
        for (int i = 1; i < shape.Nodes; i += 3)
        {
            shape.Set(i, Step.Half, i - 1);
            shape.Set(i + 1, Step.Quarter, i - 1);
            shape.Set(i + 2, Step.Add, i, i + 1);
        }

        return shape;
    }

    /// <summary>A table of dynamic programming: each entry is the larger of its left and upper neighbour, and one more.
    /// </summary>
    public static GraphShape Grid(int side)
    {
        var shape = Empty($"grid {side} x {side}", 2 * side, 2 * side * side);
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                int at = (2 * side) + (2 * ((row * side) + column));
                int left = column == 0 ? side + row : at - 1;
                int above = row == 0 ? column : at + 1 - (2 * side);
                shape.Set(at, Step.Max, left, above);
                shape.Set(at + 1, Step.AddOne, at);
            }
        }

        return shape;
    }

    private static GraphShape Empty(string name, int leaves, int operations)
    {
        int nodes = leaves + operations;
        int[] first = new int[nodes], second = new int[nodes];
        Array.Fill(first, -1);
        Array.Fill(second, -1);
        return new GraphShape(name, leaves, new Step[nodes], first, second);
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private void Set(int node, Step step, int first, int second = -1) =>
        (Steps[node], First[node], Second[node]) = (step, first, second);
}

/// <summary>What a node of a measured graph does.</summary>
internal enum Step : byte
{
    Leaf,
    AddOne,
    Add,
    Max,
    Half,
    Quarter,
}
