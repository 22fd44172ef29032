using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The square root of x² + y². Where the sum of the squares is neither tiny nor huge it is right as it is; other
/// vectors are brought there by a power of two.
/// </summary>
internal static class Hypotenuse
{
    private const double Least = 1.1830521861667747e-271, Most = 1.0715086071862673e+301; // 2^-900, 2^1000
    private const double SingleLeast = 7.888609052210118e-31, SingleMost = 1.329227995784916e+36; // 2^-100, 2^120

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Hypot<V>(V x, V y) where V : unmanaged, IVector<V>
    {
        V sum = V.MultiplyAdd(x, x, y * y);
        V usual = V.LessThan(V.Create(V.IsSingle ? SingleLeast : Least), sum)
            & V.LessThan(sum, V.Create(V.IsSingle ? SingleMost : Most));
        return V.Any(~usual) ? OfAnySize(x, y, usual) : V.Sqrt(sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V OfAnySize<V>(V x, V y, V usual) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1);
        V smaller = V.Create(V.IsSingle ? 7.888609052210118e-31 : 2.409919865102884e-181); // 2^-100, 2^-600
        V greater = V.Create(V.IsSingle ? 1.2676506002282294e+30 : 4.149515568880993e+180); // 2^100, 2^600
        V tiny = V.LessThan(V.MaxNative(V.Abs(x), V.Abs(y)), one);
        V factor = V.Select(usual, one, V.Select(tiny, greater, smaller));
        V back = V.Select(usual, one, V.Select(tiny, smaller, greater));
        V scaledX = x * factor, scaledY = y * factor;
        V root = V.Sqrt(V.MultiplyAdd(scaledX, scaledX, scaledY * scaledY)) * back;
        V infinity = V.Create(double.PositiveInfinity);
        V infinite = V.Equal(V.Abs(x), infinity) | V.Equal(V.Abs(y), infinity);
        return V.Select(infinite, infinity, root);
    }
}
