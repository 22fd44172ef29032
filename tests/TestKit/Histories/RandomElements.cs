using System.Numerics;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// Elements of arrays, drawn by chance: mostly different numbers of moderate size, with which most operators give
/// something; now and then whole numbers, or special ones among them.
/// </summary>
internal sealed class RandomElements<T>(Random chance) where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double[] Specials =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0, 1e-310, 1e-40, 1e30, -1e30, 1e300];

    public NdArray<T> Next(Shape shape)
    {
        T[] elements = new T[shape.Length];
        int kind = chance.Next(12), specialOf = chance.Next(24) == 0 ? 8 : int.MaxValue;
        for (int i = 0; i < elements.Length; i++)
        {
            double element = kind switch
            {
                0 => chance.Next(-3, 4),
                < 4 => chance.NextDouble(),
                _ => Math.Round((chance.NextDouble() * 4) - 2, 4),
            };
            if (chance.Next(specialOf) == 0) element = Specials[chance.Next(Specials.Length)];
            elements[i] = T.CreateTruncating(element);
        }

        return NdArray<T>.From(elements.AsSpan(), shape);
    }
}
