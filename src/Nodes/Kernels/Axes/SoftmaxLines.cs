using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Exponentials over their sum, in units of the greatest, so that none overflows. The sum's tree is that of a row.
/// </summary>
internal sealed unsafe class SoftmaxLines<T>(delegate*<T**, long*, T*, long, void> exp) : LineMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Leaf = RowReduction.LeafLength;

    private readonly delegate*<T**, long*, T*, long, void> _exp = exp;

    protected override void Line(T* x, T* result, long length)
    {
        T largest = RowReduction.Run<Largest, T>(x, length);
        for (long i = 0; i < length; i += Leaf)
            ShiftedExponentials.Of(x + i, largest, result + i, (int)Math.Min(Leaf, length - i), _exp);
        T sum = RowReduction.Run<Adding, T>(result, length);
        ShiftedExponentials.Scale(result, T.One / sum, length);
    }
}
