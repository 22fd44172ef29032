using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Polynomials by Horner's rule, lowest coefficient first. A row's next vectors keep the machine busy while one waits
/// for its chain, so that the rule with the fewest operations is the fastest.
/// </summary>
internal static class Polynomial
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b) where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(V.Create(b), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b, double c)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b, double c, double d)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b, double c, double d, double e)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b, double c, double d, double e, double f)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b, double c, double d, double e, double f, double g)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f, g), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(V x, double a, double b, double c, double d, double e, double f, double g, double h)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f, g, h), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(
        V x, double a, double b, double c, double d, double e, double f, double g, double h, double i)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f, g, h, i), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(
        V x, double a, double b, double c, double d, double e, double f, double g, double h, double i, double j)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f, g, h, i, j), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(
        V x, double a, double b, double c, double d, double e, double f, double g, double h, double i, double j,
        double k)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f, g, h, i, j, k), x, V.Create(a));

    [MethodImpl(Inline)]
    public static V Of<V>(
        V x, double a, double b, double c, double d, double e, double f, double g, double h, double i, double j,
        double k, double l)
        where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Of(x, b, c, d, e, f, g, h, i, j, k, l), x, V.Create(a));
}
