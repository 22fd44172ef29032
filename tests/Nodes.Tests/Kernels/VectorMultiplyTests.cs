using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Tests.Kernels;

/// <summary>Products of matrices with vectors, as rows, as columns and with gaps.</summary>
[Collection("how many threads there are")]
public sealed class VectorMultiplyTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 0, 3 }, { 3, 0 }, { 1, 1 }, { 1, 5000 }, { 5, 31 }, { 4, 32 }, { 7, 4097 }, { 6, 9001 }, { 1025, 3 },
        { 300, 517 }, { 2, 70_000 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Run_OfDoubles_IsCloseToTheSumsOfProducts(int rows, int inner) => CheckAll<double>(rows, inner, 1e-13);

    [Theory, MemberData(nameof(Shapes))]
    public void Run_OfFloats_IsCloseToTheSumsOfProducts(int rows, int inner) => CheckAll<float>(rows, inner, 1e-5);

    [Theory, InlineData(2000, 100), InlineData(3, 300_000), InlineData(100, 2000)]
    public void Run_OnThreads_GivesTheBitsOfOne(int rows, int inner)
    {
        int before = Team.Threads;
        try
        {
            foreach (bool byColumns in (bool[])[false, true])
            {
                Team.Threads = 1;
                float[] alone = Multiply<float>(rows, inner, byColumns, gap: 1);
                for (Team.Threads = 2; Team.Threads <= 3; Team.Threads++)
                    Assert.Equal(alone, Multiply<float>(rows, inner, byColumns, gap: 1));
            }
        }
        finally
        {
            Team.Threads = before;
        }
    }

    [Theory, InlineData(5, 300), InlineData(90, 700), InlineData(3000, 70)]
    public unsafe void Run_ByColumns_GivesTheBitsOfAMatrixProduct(int rows, int inner)
    {
        double[] x = Numbers<double>(rows * inner, 1), y = Numbers<double>(inner, 2), product = new double[rows];
        fixed (double* px = x, py = y, to = product)
            MatrixMultiply.Run(new MatrixView<double>(py, 1, inner), new MatrixView<double>(px, inner, rows), to);
        Assert.Equal(product, Multiply<double>(rows, inner, byColumns: true, gap: 1));
    }

    private static void CheckAll<T>(int rows, int inner, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (bool byColumns in (bool[])[false, true])
        {
            foreach (int gap in (int[])[1, 2])
            {
                T[] x = Numbers<T>(rows * inner, 1), y = Numbers<T>(inner, 2);
                T[] came = Multiply<T>(rows, inner, byColumns, gap);
                for (int row = 0; row < rows; row++)
                {
                    double expected = 0, size = 1;
                    for (int k = 0; k < inner; k++)
                    {
                        double term = double.CreateTruncating(x[byColumns ? (k * rows) + row : (row * inner) + k])
                            * double.CreateTruncating(y[k]);
                        (expected, size) = (expected + term, size + Math.Abs(term));
                    }

                    Assert.Equal(expected, double.CreateTruncating(came[row]), size * tolerance);
                }
            }
        }
    }

    /// <summary>A matrix, in rows or columns, times a vector; both may have gaps.</summary>
    private static unsafe T[] Multiply<T>(int rows, int inner, bool byColumns, int gap)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Spread(Numbers<T>(rows * inner, 1), gap), y = Spread(Numbers<T>(inner, 2), gap), result = new T[rows];
        Array.Fill(result, T.NaN);
        fixed (T* px = x, py = y, to = result)
        {
            MatrixView<T> view = byColumns
                ? new(px, rows, inner, gap, (long)rows * gap)
                : new(px, rows, inner, (long)inner * gap, gap);
            VectorMultiply.Run(view, py, gap, to);
        }

        return result;
    }

    private static T[] Spread<T>(T[] x, int gap)
    {
        T[] all = new T[Math.Max(1, x.Length * gap)];
        for (int i = 0; i < x.Length; i++) all[i * gap] = x[i];
        return all;
    }

    private static T[] Numbers<T>(int length, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.NextDouble() - 0.4))];
    }
}
