using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Pieces of polynomials, of which longer ones are put together by powers of the argument: few multiplications wait
/// for each other, so that a processor has work while they do.
/// </summary>
internal static class Series
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>a + b x.</summary>
    [MethodImpl(Inline)]
    public static V Two<V>(V x, double a, double b) where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(V.Create(b), x, V.Create(a));

    /// <summary>a + b x + c x².</summary>
    [MethodImpl(Inline)]
    public static V Three<V>(V x, V square, double a, double b, double c) where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(V.Create(c), square, Two(x, a, b));

    /// <summary>a + b x + c x² + d x³.</summary>
    [MethodImpl(Inline)]
    public static V Four<V>(V x, V square, double a, double b, double c, double d) where V : unmanaged, IVector<V> =>
        V.MultiplyAdd(Two(x, c, d), square, Two(x, a, b));
}
