using System.Numerics;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>What tells results apart: the sum of the elements, in doubles.</summary>
internal static class Checksums
{
    public static double Of<T>(NdArray<T> array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T element in array.AsSpan()) sum += double.CreateTruncating(element);
        return sum;
    }
}
