namespace Dataflow.TestKit.Accuracy;

/// <summary>
/// The sum of two doubles of which the second is at most half a unit in the last place of the first: a number of about
/// 106 bits, with which the functions of <see cref="References"/> are computed. Slow, and plain enough to be seen to be
/// right.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble Zero => new(0, 0);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = Sum(x.High, y.High), low = Sum(x.Low, y.Low);
        DoubleDouble sum = Renormalized(high.High, high.Low + low.High);
        return Renormalized(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble product = Product(x.High, y.High);
        return Renormalized(product.High, product.Low + ((x.High * y.Low) + (x.Low * y.High)));
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        return Sum(first, second) + (rest.High / y.High);
    }

    public static bool operator <(DoubleDouble x, DoubleDouble y) =>
        x.High < y.High || (x.High == y.High && x.Low < y.Low);

    public static bool operator >(DoubleDouble x, DoubleDouble y) => y < x;

    public static DoubleDouble Abs(DoubleDouble x) => x.High < 0 ? -x : x;

    /// <summary>One step of Heron's from the double's root, which doubles its number of right digits.</summary>
    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High == 0) return x;
        double root = Math.Sqrt(x.High);
        return root + ((x - Product(root, root)) / (2 * root));
    }

    /// <summary>Times two to the power of <paramref name="exponent"/>.</summary>
    public static DoubleDouble ScaleB(DoubleDouble x, int exponent) =>
        new(Math.ScaleB(x.High, exponent), Math.ScaleB(x.Low, exponent));

    /// <summary>The sum of two doubles, without an error (Knuth).</summary>
    public static DoubleDouble Sum(double x, double y)
    {
        double sum = x + y, part = sum - x;
        return new(sum, (x - (sum - part)) + (y - part));
    }

    /// <summary>The product of two doubles, without an error.</summary>
    public static DoubleDouble Product(double x, double y) => new(x * y, Math.FusedMultiplyAdd(x, y, -(x * y)));

    private static DoubleDouble Renormalized(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
