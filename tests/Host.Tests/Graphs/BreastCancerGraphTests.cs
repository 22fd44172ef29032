using System.Globalization;
using Dataflow.Host.Tests.Verbs;

namespace Dataflow.Host.Tests.Graphs;

/// <summary>What breast_cancer.flow prints, against the same computed here row by row, without the engine.</summary>
public sealed class BreastCancerGraphTests
{
    private const int Columns = 30;

    /// <summary>The weight that the script changes, and what to.</summary>
    private const int RadiusColumn = 20;

    private static readonly double[] Weights =
    [
        0.15, 0.09, 0.15, 0.15, 0.07, 0.12, 0.14, 0.16, 0.07, 0, 0.12, 0, 0.12, 0.11, -0.01,
        0.06, 0.05, 0.08, 0, 0.02, 0.16, 0.09, 0.16, 0.15, 0.09, 0.12, 0.14, 0.16, 0.09, 0.07,
    ];

    [Fact]
    public async Task Run_Prints_WhatTheFormulaGives()
    {
        string[] printed = await LinesAsync();
        double[] changed = [.. Weights];
        changed[RadiusColumn] = 1;

        AssertPrinted(printed, round: 0, Weights, bias: 0);
        AssertPrinted(printed, round: 1, changed, bias: 0);
        AssertPrinted(printed, round: 2, changed, bias: -0.25);
    }

    [Fact]
    public async Task Run_AfterEachChange_RunsLess()
    {
        (int Ran, int Valid)[] counts = RunVerbTests.Counts(string.Join('\n', await LinesAsync()));

        Assert.Equal(4, counts.Length);
        (int first, int again, int weight, int bias) = (counts[0].Ran, counts[1].Ran, counts[2].Ran, counts[3].Ran);
        Assert.Equal(0, again);
        Assert.True(bias < weight && weight < first, $"{first}, {weight}, {bias}");
    }

    private static async Task<string[]> LinesAsync()
    {
        HostSession.Answer answer =
            await HostSession.RunAsync("run", Path.Combine(GraphFileTests.Folder, "breast_cancer.flow"));
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Out.Split('\n');
    }

    private static void AssertPrinted(string[] lines, int round, double[] weights, double bias)
    {
        double[][] rows = ReadRows();
        double[] scores = Scores(rows, weights, bias);
        bool[] called = [.. scores.Select(score => score > 0)];
        double right = rows.Zip(called, (row, isMalignant) => isMalignant == (row[Columns] == 0) ? 1.0 : 0.0).Average();
        AssertClose(scores[..5], Numbers(lines, "first = ", round));
        AssertClose([called.Count(isMalignant => isMalignant)], Numbers(lines, "found = ", round));
        AssertClose([right], Numbers(lines, "accuracy = ", round));
    }

    private static double[] Scores(double[][] rows, double[] weights, double bias)
    {
        double[] scores = [.. rows.Select(_ => bias)];
        for (int column = 0; column < Columns; column++)
        {
            double[] values = [.. rows.Select(row => row[column])];
            double mean = values.Average();
            double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            for (int row = 0; row < values.Length; row++)
                scores[row] += weights[column] * (values[row] - mean) / deviation;
        }

        return scores;
    }

    private static double[][] ReadRows() =>
    [
        .. File.ReadLines(Path.Combine(GraphFileTests.Folder, "data", "breast_cancer.csv")).Skip(1)
            .Select(line => line.Split(',').Select(Parse).ToArray()),
    ];

    private static double[] Numbers(string[] lines, string start, int round) =>
    [
        .. lines.Where(line => line.StartsWith(start, StringComparison.Ordinal)).ElementAt(round)[start.Length..]
            .Trim('[', ']').Split(", ").Select(Parse),
    ];

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-9));
    }
}
