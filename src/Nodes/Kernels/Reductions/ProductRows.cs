using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Products of rows of fewer than 32 elements: eight rows side by side, each element after element as in
/// <see cref="ScaledProduct{T}"/>, to which rows are left whose products on the way are not of ample size.
/// </summary>
internal sealed unsafe class ProductRows<T> : PortionedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Together = 8;

    private readonly T* _source, _result;
    private readonly int _size;

    private ProductRows(T* source, int size, T* result)
    {
        _source = source;
        _size = size;
        _result = result;
    }

    /// <summary>Fills a result for each row; rows are not empty.</summary>
    public static void Run(T* source, long rows, int size, T* result) =>
        new ProductRows<T>(source, size, result).Run(rows, size);

    protected override void Do(long from, long to)
    {
        for (; from < to; from += Together)
        {
            if (to - from < Together || !Ample(from)) OneByOne(from, Math.Min(to, from + Together));
        }
    }

    private void OneByOne(long from, long to)
    {
        for (long row = from; row < to; row++)
            _result[row] = ScaledProduct<T>.Finish(default(ScaledProduct<T>).Leaf(_source + (row * _size), _size, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Ample(long row)
    {
        T* x = _source + (row * _size);
        int size = _size;
        Vector512<double> products = Vector512.Create(1.0);
        Vector512<long> sizes = default;
        for (int i = 0; i < size; i++)
        {
            products *= Column(x + i, size);
            if (ScaledVectors.IsToBeSeen<T>(i)) sizes |= ScaledVectors.SizeOf(products);
        }

        sizes |= ScaledVectors.SizeOf(products);
        if (!ScaledVectors.AreAmple(sizes)) return false;
        Widening.Store(products, _result + row);
        return true;
    }

    /// <summary>One element of each of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Column(T* x, nint step)
    {
        T* middle = x + (4 * step);
        if (typeof(T) == typeof(double))
        {
            double* a = (double*)x, b = (double*)middle;
            return Vector512.Create(
                a[0], a[step], a[2 * step], a[3 * step], b[0], b[step], b[2 * step], b[3 * step]);
        }

        float* c = (float*)x, d = (float*)middle;
        return Widening.Widen(Vector256.Create(
            c[0], c[step], c[2 * step], c[3 * step], d[0], d[step], d[2 * step], d[3 * step]));
    }
}
