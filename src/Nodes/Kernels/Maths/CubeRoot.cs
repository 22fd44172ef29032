using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The cube root, by way of one over it, for which no division is needed: minus a third of a number's bits are almost
/// the bits of that, three percent off, and each step of Newton's kind makes the error a third or fourth power.
/// </summary>
internal static class CubeRoot
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Between these the steps neither overflow nor lose digits: 2^-900 and less than infinity.</summary>
    private const double Least = 1.1830521861667747e-271, SingleLeast = 1.262177448353619e-29;

    [MethodImpl(Inline)]
    public static V Cbrt<V>(V x) where V : unmanaged, IVector<V>
    {
        V size = V.Abs(x);
        V usual = V.LessThan(V.Create(V.IsSingle ? SingleLeast : Least), size)
            & V.LessThan(size, V.Create(double.PositiveInfinity));
        return V.Any(~usual) ? OfAnySize(x, size, usual) : SignBits.Give(OfUsual(size), x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V OfAnySize<V>(V x, V size, V usual) where V : unmanaged, IVector<V>
    {
        // 2^162 and 2^-54, in single precision 2^99 and 2^-33: a cube and one over its root.
        V up = V.Create(V.IsSingle ? 6.338253001141147e+29 : 5.846006549323611e+48);
        V down = V.Create(V.IsSingle ? 1.1641532182693481e-10 : 5.551115123125783e-17);
        V factor = V.Select(usual, V.Create(1), up), back = V.Select(usual, V.Create(1), down);
        V root = OfUsual(size * factor) * back;
        V isNumber = V.LessThan(V.Create(0), size) & V.LessThan(size, V.Create(double.PositiveInfinity));
        return SignBits.Give(V.Select(isNumber, root, size), x);
    }

    [MethodImpl(Inline)]
    private static V OfUsual<V>(V x) where V : unmanaged, IVector<V>
    {
        V one = V.Create(1), third = V.Create(1.0 / 3);
        V root = Guess(x); // of 1/x
        V off = V.NegatedMultiplyAdd(x * root, root * root, one);
        root = V.MultiplyAdd(root * off, Series.Three(off, off * off, 1.0 / 3, 2.0 / 9, 14.0 / 81), root);
        if (!V.IsSingle)
        {
            off = V.NegatedMultiplyAdd(x * root, root * root, one);
            root = V.MultiplyAdd(root * off, Series.Two(off, 1.0 / 3, 2.0 / 9), root);
        }

        V square = root * root, result = x * square;
        return V.MultiplyAdd(V.NegatedMultiplyAdd(result * result, result, x), square * third, result);
    }

    /// <summary>One over the cube root, three percent off: the bits are divided as a number.</summary>
    [MethodImpl(Inline)]
    private static V Guess<V>(V x) where V : unmanaged, IVector<V>
    {
        if (V.IsSingle)
        {
            V number = (V.ShiftRight(x, 8, 8) | V.CreateBits(0, 0x4b000000)) - V.Create(8388608);
            V guess = V.MultiplyAdd(number, V.Create(-1.0 / 3), V.Create(8388608 + (0x54a2fa8c / 256.0)));
            return V.ShiftLeft(guess, 8, 8);
        }

        V bits = (V.ShiftRight(x, 12, 12) | V.CreateBits(0x4330000000000000, 0)) - V.Create(4503599627370496);
        V divided = V.MultiplyAdd(bits, V.Create(-1.0 / 3), V.Create(4503599627370496 + (0x553ef0ff289dd796 / 4096.0)));
        return V.ShiftLeft(divided, 12, 12);
    }
}
