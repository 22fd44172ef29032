using System.Numerics;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>The inputs that every peer makes alike: the i-th number of a seed is a hash of both.</summary>
internal static class Numbers
{
    /// <summary>Uniform from <paramref name="low"/> to <paramref name="high"/>; never zeros, which are faster to
    /// write.</summary>
    public static NdArray<T> Of<T>(Shape shape, int seed, double low, double high)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[shape.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(low + ((high - low) * Uniform((ulong)i, (ulong)seed)));
        return NdArray<T>.From(values, shape);
    }

    private static double Uniform(ulong i, ulong seed)
    {
        ulong z = (i + (seed << 40)) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1L << 53));
    }
}
