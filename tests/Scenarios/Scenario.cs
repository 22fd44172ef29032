using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>
/// What scenarios share: a context, short ways to make variables and values of one precision, and the counts of what
/// ran. Each scenario is written once and runs in both precisions.
/// </summary>
public abstract class Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The context that most scenarios need just one of.</summary>
    protected Context Flow { get; } = new();

    /// <summary>More elements than run inside an actor, so that a kernel of its own runs for them.</summary>
    protected static int Many => 1000;

    protected static T N(double value) => T.CreateTruncating(value);

    protected static NdArray<T> Vector(params ReadOnlySpan<double> values)
    {
        var numbers = new T[values.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = N(values[i]);
        return NdArray<T>.Of(numbers);
    }

    /// <summary>A vector of one number many times.</summary>
    protected static NdArray<T> Filled(double value, int length)
    {
        var numbers = new T[length];
        numbers.AsSpan().Fill(N(value));
        return NdArray<T>.Move(numbers);
    }

    /// <summary>An array of different numbers between -2 and 2, in no order.</summary>
    protected static NdArray<T> Drawn(Shape shape)
    {
        var chance = new Random(1);
        var numbers = new T[shape.Length];
        foreach (ref T number in numbers.AsSpan()) number = N((chance.NextDouble() * 4) - 2);
        return NdArray<T>.Move(numbers, shape);
    }

    /// <summary>A variable with a number in it.</summary>
    protected LazyArray<T> Number(string name, double value)
    {
        LazyArray<T> variable = Flow.Variable<T>(name);
        variable.Assign(N(value));
        return variable;
    }

    /// <summary>A variable with an array in it.</summary>
    protected LazyArray<T> Array(string name, NdArray<T> value)
    {
        LazyArray<T> variable = Flow.Variable<T>(name);
        variable.Assign(value);
        return variable;
    }

    protected static long Runs(LazyArray node) => ReportOf(node).Runs;

    protected static NodeReport ReportOf(LazyArray node) => node.Context.Report(node)[^1];

    /// <summary>The names of the nodes under an output that ran during an act, each as often as it ran.</summary>
    protected static IEnumerable<string> NamesOfWhatRan(LazyArray output, Action act)
    {
        var before = output.Context.Report(output).ToDictionary(report => report.Id, report => report.Runs);
        act();
        return output.Context.Report(output).SelectMany(
            report => Enumerable.Repeat(report.Name, (int)(report.Runs - before[report.Id])));
    }

    protected static void AssertSame(NdArray<T> expected, NdArray<T> actual) =>
        Assert.True(expected.ValueEquals(actual), $"expected {expected} and saw {actual}");

    protected static void AssertNumber(double expected, LazyArray<T> node) =>
        AssertSame(NdArray<T>.Scalar(N(expected)), node.Eval());
}
