using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The error function: below 1 by a polynomial, beyond as what is lacking to 1: exp(-x²) times a function that hardly
/// changes, by a polynomial of (x - 2) / (x + 2). Vectors that stay below 1 are spared the second half.
/// </summary>
internal static class ErrorFunction
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V Erf<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x), one = V.Create(1);
        V far = V.LessThan(one, size);
        V near = OfNear(size);
        return SignBits.Give(V.Any(far) ? V.Select(far, OfFar(size), near) : near, x);
    }

    [MethodImpl(Inline)]
    private static V OfNear<V>(V x) where V : unmanaged, IVector<V>
    {
        V z = x * x, square = z * z, fourth = square * square;
        V whole = V.MultiplyAdd(x, V.Create(0.1283791670955126), x);
        if (V.IsSingle)
        {
            V end = Series.Two(z, -0.0008161986540033511, 8.379755581768224e-05);
            V start = Series.Four(
                z, square, -0.37612638376109975, 0.1128375366163041, -0.026861699954947374, 0.005204578778761909);
            return V.MultiplyAdd(x * z, V.MultiplyAdd(end, fourth, start), whole);
        }

        V sum = Series.Four(
            z, square, -1.6355118610877705e-07, 1.4692484859133263e-08, -1.1500357159785296e-09, 6.174097221305255e-11);
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, -0.0008548327010033328, 0.00012055332214716276, -1.4925622504489842e-05,
            1.6461446656928561e-06));
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            z, square, -0.37612638903183754, 0.11283791670955111, -0.026866170645123838, 0.005223977625303518));
        return V.MultiplyAdd(x * z, sum, whole);
    }

    [MethodImpl(Inline)]
    private static V OfFar<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.MinNative(x, V.Create(V.IsSingle ? 4.2 : 6));
        V exponent = Exponents.Reduce(-(size * size), out V reduced, out V rest);
        V power = V.MultiplyAdd(reduced * reduced, Exponents.Tail(reduced), reduced + rest) + V.Create(1);
        V lacking = Lacking((size - V.Create(2)) / (size + V.Create(2)));
        return V.NegatedMultiplyAdd(lacking, power * Powers.OfTwo(exponent), V.Create(1));
    }

    /// <summary>erfc(x) exp(x²) of (x - 2) / (x + 2).</summary>
    [MethodImpl(Inline)]
    private static V Lacking<V>(V t) where V : unmanaged, IVector<V>
    {
        V square = t * t, fourth = square * square;
        if (V.IsSingle)
        {
            V end = Series.Two(t, 0.003598417853936553, 0.006678067613393068);
            V start = Series.Four(
                t, square, 0.25539565086364746, -0.4271864593029022, 0.24166333675384521, -0.0789504423737526);
            return V.MultiplyAdd(end, fourth, start);
        }

        V last = V.MultiplyAdd(V.Create(-1.1422457408524001e-06), fourth, Series.Four(
            t, square, -1.399674292360002e-05, 1.3015289549762988e-06, 4.010489857174207e-06, 1.2827507119249137e-06));
        V sum = V.MultiplyAdd(last, fourth, Series.Four(
            t, square, 4.355562605753424e-05, 0.00017435941652711446, 2.7526816605613537e-05, -2.7561493153495443e-05));
        sum = V.MultiplyAdd(sum, fourth, Series.Four(
            t, square, 0.0037328924044658716, 0.006997461736934254, -0.0008471432552590064, -0.0009819769388474577));
        return V.MultiplyAdd(sum, fourth, Series.Four(
            t, square, 0.25539567631050575, -0.4271858474139585, 0.24165819424246493, -0.07897858101570596));
    }
}
