using System.Numerics;
using System.Runtime.Intrinsics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Tests.Kernels;

/// <summary>The order in which a row is added up is a promise: the same bits for ever.</summary>
public sealed unsafe class RowReductionTests
{
    private static readonly int[] Lengths = [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 100, 1023, 1024, 1025, 5000, 70_001];

    [Fact]
    public void Leaf_AnyLength_AddsInFourTimesEightLanes()
    {
        foreach (int length in Lengths.Where(length => length <= RowReduction.LeafLength))
        {
            double[] x = Values(length);
            fixed (double* first = x)
                Assert.Equal(Leaf(x), RowReduction.Leaf<Adding, double>(first, length));
            float[] y = [.. x.Select(value => (float)value)];
            fixed (float* first = y)
                Assert.Equal((float)Leaf([.. y]), RowReduction.Leaf<Adding, float>(first, length));
        }
    }

    [Fact]
    public void Tree_OfTheLeaves_IsRun()
    {
        foreach (int length in Lengths)
        {
            double[] x = Values(length);
            float[] y = [.. x.Select(value => (float)value)];
            AssertTreeOfLeavesIsRun(x);
            AssertTreeOfLeavesIsRun(y);
        }
    }

    private static void AssertTreeOfLeavesIsRun<T>(T[] x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int leaf = RowReduction.LeafLength;
        T[] leaves = new T[(x.Length + leaf - 1) / leaf];
        fixed (T* first = x, partial = leaves)
        {
            for (int i = 0; i < leaves.Length; i++)
                partial[i] = RowReduction.Leaf<Adding, T>(first + (i * leaf), Math.Min(leaf, x.Length - (i * leaf)));
            T expected = RowReduction.Run<Adding, T>(first, x.Length);
            Assert.Equal(expected, RowReduction.Tree<Adding, T>(partial, leaves.Length));
        }
    }

    /// <summary>The same sum, one number after the other.</summary>
    private static double Leaf(double[] x)
    {
        double sum = 0;
        int vectors = x.Length / 8, abreast = vectors / 4 * 4;
        if (vectors > 0)
        {
            double[][] sides = [.. Enumerable.Range(0, 4).Select(side => new double[8])];
            for (int i = 0; i < abreast * 8; i++) sides[i / 8 % 4][i % 8] += x[i];
            double[] lanes = [.. Enumerable.Range(0, 8).Select(lane =>
                sides[0][lane] + sides[1][lane] + (sides[2][lane] + sides[3][lane]))];
            for (int i = abreast * 8; i < vectors * 8; i++) lanes[i % 8] += x[i];
            for (int half = 4; half > 0; half /= 2)
                for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
            sum += lanes[0];
        }

        return x[(vectors * 8)..].Aggregate(sum, (all, value) => all + value);
    }

    private static double[] Values(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(9)))];
    }

    private readonly struct Adding : IReductionKernel
    {
        public static bool IsWide => true;

        public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

        public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => x + y;

        public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => x + y;
    }
}
