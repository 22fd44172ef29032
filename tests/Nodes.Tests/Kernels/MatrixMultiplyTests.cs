using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Tests.Kernels;

/// <summary>
/// Products of matrices against the definition, bit by bit: every element is added up along the inner axis in slices,
/// whatever the shape, the place of the operands, the width of the vectors and the number of threads.
/// </summary>
[Collection("how many threads there are")]
public sealed class MatrixMultiplyTests
{
    /// <summary>How an operand lies in memory.</summary>
    public enum Layout
    {
        Rows,
        Columns,
        Gaps,
        Backwards,
    }

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 3, 2 }, { 2, 0, 3 }, { 3, 2, 0 }, { 1, 1, 1 }, { 1, 9, 100 }, { 7, 31, 23 }, { 8, 5, 24 }, { 9, 5, 25 },
        { 8, 64, 48 }, { 9, 64, 49 }, { 7, 64, 47 }, { 17, 257, 16 }, { 16, 513, 33 }, { 15, 300, 8 }, { 33, 2, 73 },
        { 64, 64, 64 }, { 65, 63, 65 }, { 131, 129, 97 }, { 200, 70, 130 }, { 40, 521, 150 }, { 3, 11, 3200 },
        { 128, 256, 96 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Run_OfDoubles_GivesTheDefinitionsBits(int rows, int inner, int columns) =>
        CheckAll<double>(rows, inner, columns);

    [Theory, MemberData(nameof(Shapes))]
    public void Run_OfFloats_GivesTheDefinitionsBits(int rows, int inner, int columns) =>
        CheckAll<float>(rows, inner, columns);

    [Fact]
    public void Run_RandomShapes_GiveTheDefinitionsBits()
    {
        var random = new Random(5);
        for (int i = 0; i < 60; i++)
        {
            (int rows, int inner, int columns) = (random.Next(70), random.Next(300), random.Next(110));
            Check<double>(rows, inner, columns, (Layout)random.Next(4), (Layout)random.Next(4), Any(random));
            Check<float>(rows, inner, columns, (Layout)random.Next(4), (Layout)random.Next(4), Any(random));
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Run_OnThreads_GivesTheBitsOfOne(int threads)
    {
        int before = Team.Threads;
        try
        {
            Team.Threads = threads;
            Check<double>(257, 530, 190, Layout.Rows, Layout.Rows, VectorWidths.Widest);
            Check<float>(120, 300, 700, Layout.Columns, Layout.Columns, VectorWidths.Widest);
        }
        finally
        {
            Team.Threads = before;
        }
    }

    [Theory, InlineData(5, 40, 30), InlineData(70, 80, 90)]
    public void Run_WithInfinitiesAndNaN_KeepsThemInTheirRowsAndColumns(int rows, int inner, int columns)
    {
        double[] x = Matrix<double>(rows * inner, 1), y = Matrix<double>(inner * columns, 2);
        (x[(2 * inner) + 3], y[(7 * columns) + 5]) = (double.NaN, double.PositiveInfinity);
        double[] came = Multiply(x, y, rows, inner, columns);
        for (int i = 0; i < came.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            Assert.Equal(row == 2, double.IsNaN(came[i]));
            Assert.Equal(column == 5 && row != 2, double.IsInfinity(came[i]));
        }
    }

    private static void CheckAll<T>(int rows, int inner, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Layout x in Enum.GetValues<Layout>())
            foreach (Layout y in Enum.GetValues<Layout>())
                Check<T>(rows, inner, columns, x, y, VectorWidths.Widest);
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
            Check<T>(rows, inner, columns, Layout.Rows, Layout.Rows, width);
    }

    private static unsafe void Check<T>(int rows, int inner, int columns, Layout left, Layout right, VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Matrix<T>(4 * rows * inner, 1), y = Matrix<T>(4 * inner * columns, 2), result = new T[rows * columns];
        Array.Fill(result, T.NaN);
        fixed (T* px = x, py = y, to = result)
        {
            MatrixView<T> a = View(px, rows, inner, left), b = View(py, inner, columns, right);
            MatrixMultiply.Run(a, b, to, width);
            for (int i = 0; i < result.Length; i++)
            {
                T expected = Element(a, b, i / columns, i % columns);
                if (!expected.Equals(result[i]))
                    Assert.Fail($"{rows} x {inner} x {columns}, {left}, {right}, {width}: at {i} {result[i]}");
            }
        }
    }

    /// <summary>The definition.</summary>
    private static unsafe T Element<T>(MatrixView<T> x, MatrixView<T> y, int row, int column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Columns == 0) return T.Zero;
        T all = T.Zero;
        long slice = MatrixMultiply.SliceOf(x.Columns);
        for (long first = 0; first < x.Columns; first += slice)
        {
            T sum = T.Zero;
            for (long k = first; k < Math.Min(x.Columns, first + slice); k++)
                sum = T.FusedMultiplyAdd(*x.At(row, k), *y.At(k, column), sum);
            all = first == 0 ? sum : all + sum;
        }

        return all;
    }

    private static unsafe MatrixView<T> View<T>(T* x, long rows, long columns, Layout layout)
        where T : unmanaged => layout switch
    {
        Layout.Rows => new(x, rows, columns),
        Layout.Columns => new MatrixView<T>(x, columns, rows).Transposed,
        Layout.Gaps => new(x, rows, columns, 4 * columns, 3),
        _ => new(x + Math.Max(0, (rows * columns) - 1), rows, columns, -columns, -1),
    };

    private static unsafe T[] Multiply<T>(T[] x, T[] y, int rows, int inner, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] result = new T[rows * columns];
        fixed (T* a = x, b = y, c = result)
            MatrixMultiply.Run(new MatrixView<T>(a, rows, inner), new MatrixView<T>(b, inner, columns), c);
        return result;
    }

    private static T[] Matrix<T>(int length, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Math.Max(1, length)).Select(_ => T.CreateTruncating(random.NextDouble() - 0.4))];
    }

    private static VectorWidth Any(Random random) => (VectorWidth)random.Next((int)VectorWidths.Widest + 1);
}
