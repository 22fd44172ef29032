using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow.TestKit.Accuracy;

/// <summary>How far an operator was off at its worst argument, in units in the last place.</summary>
internal readonly record struct WorstUlps(double Ulps, double X, double Y, double Came)
{
    public WorstUlps Or(WorstUlps other) => other.Ulps > Ulps ? other : this;

    public override string ToString() => $"{Ulps:G4} ULP at ({X:R}, {Y:R}), which gave {Came:R}";
}

/// <summary>Measures an operator against its reference, through the loop that arrays go through.</summary>
internal static unsafe class UlpMeter
{
    /// <summary>
    /// The worst of <paramref name="count"/> arguments of each kind: where it is used, over its whole range, over all
    /// sizes, random bits, pairs of interest; and of every special one.
    /// </summary>
    public static WorstUlps Measure<T>(ElementwiseOperator op, Reference reference, int count, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        FloatFormat format = FormatOf<T>();
        var random = new Random(seed);
        WorstUlps worst = default;
        foreach (Func<(double X, double Y)> kind in Kinds(reference, format, random))
        {
            (double X, double Y)[] arguments = [.. Enumerable.Range(0, count).Select(_ => kind())];
            worst = worst.Or(WorstOf<T>(op, reference, arguments));
        }

        return worst.Or(WorstOf<T>(op, reference, Specials(reference, format)));
    }

    /// <summary>What the loop along a row gives for these operands.</summary>
    public static T[] Run<T>(ElementwiseOperator op, T[] x, T[] y) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(op, x, y, VectorWidths.Widest);

    private static T[] Run<T>(ElementwiseOperator op, T[] x, T[] y, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] result = new T[x.Length];
        fixed (T* first = x, second = y, into = result)
        {
            T** operands = stackalloc T*[] { first, second };
            long* steps = stackalloc long[] { 1, 1 };
            op.Row<T>(width)(operands, steps, into, x.Length);
        }

        return result;
    }

    public static FloatFormat FormatOf<T>() => typeof(T) == typeof(float) ? FloatFormat.Single : FloatFormat.Double;

    /// <summary>The same bits come of every width, or an exception.</summary>
    private static T[] RunInEveryWidth<T>(ElementwiseOperator op, T[] x, T[] y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] came = Run(op, x, y);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            T[] other = Run(op, x, y, width);
            int differs = Enumerable.Range(0, came.Length).FirstOrDefault(i => !IsSame(came[i], other[i]), -1);
            Assert.True(differs < 0, differs < 0 ? "" : $"{op}({x[differs]:R}, {y[differs]:R}) differs by {width}");
        }

        return came;
    }

    private static bool IsSame<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> =>
        T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);

    private static IEnumerable<Func<(double X, double Y)>> Kinds(Reference reference, FloatFormat format, Random random)
    {
        yield return () => (Samples.Uniform(random, reference.Domain), Samples.Uniform(random, reference.Domain));
        yield return () => (Samples.OfAnySize(random), Samples.OfAnySize(random));
        yield return () => (Samples.Bits(random, format), Samples.Bits(random, format));
        if (reference.WholeRange is { } range) yield return () => (Samples.Uniform(random, range), 0);
        if (reference.Pairs is { } pairs) yield return () => pairs(random, format);
    }

    private static (double X, double Y)[] Specials(Reference reference, FloatFormat format)
    {
        double[] specials = Samples.Specials(format);
        if (reference.Arity == 1) return [.. specials.Select(x => (x, 0.0))];
        double[] others = [.. specials.Where((_, i) => i % 7 == 0), -0.0, 0, 1, -1, 2, 3, 0.5, double.NaN];
        others = [.. others, double.PositiveInfinity, double.NegativeInfinity];
        return [.. from x in specials from y in others select (x, y)];
    }

    private static WorstUlps WorstOf<T>(ElementwiseOperator op, Reference reference, (double X, double Y)[] arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        FloatFormat format = FormatOf<T>();
        T[] x = [.. arguments.Select(pair => T.CreateTruncating(pair.X))];
        T[] y = [.. arguments.Select(pair => T.CreateTruncating(pair.Y))];
        T[] came = RunInEveryWidth(op, x, y);
        WorstUlps worst = default;
        for (int i = 0; i < came.Length; i++)
        {
            (double a, double b) = (double.CreateTruncating(x[i]), double.CreateTruncating(y[i]));
            double result = double.CreateTruncating(came[i]);
            worst = worst.Or(new(reference.UlpsOff(a, b, result, format), a, b, result));
        }

        return worst;
    }
}
