using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Products of the middle of [outer, size, inner], a tile of neighbouring columns at a time: 32 rows are multiplied as
/// they are where all their numbers are of everyday size, and then joined with those above, exponents apart. Chunks
/// of rows, and rows that are read several at a time because they are short, follow from the shape alone.
/// </summary>
internal sealed unsafe class ProductColumns<T> : PortionedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Width = 512;
    private const int LongRow = 64;
    private const long ChunkElements = 1 << 18;

    private readonly T* _source;
    private readonly long _size, _inner, _folded, _rows, _width, _tiles, _chunkRows, _chunks;
    private readonly ArrayElements<double> _mantissas, _exponents;

    // Whole numbers, in memory for doubles.
    private readonly long* _exponent;

    private ProductColumns(T* source, long outer, long size, long inner)
    {
        _source = source;
        (_size, _inner) = (size, inner);
        _folded = inner >= LongRow / 2 || size < 4 * (LongRow / inner) ? 1 : LongRow / inner;
        (_rows, _width) = (size / _folded, inner * _folded);
        _tiles = (_width + Width - 1) / Width;
        _chunkRows = EverydaySizes.MostAtOnce;
        while (_chunkRows * Math.Min(_width, Width) < ChunkElements) _chunkRows *= 2;
        _chunks = (_rows + _chunkRows - 1) / _chunkRows;
        Shape shape = Shape.Of(outer, _chunks, _width);
        (_mantissas, _exponents) = (ArrayElements<double>.Allocate(shape), ArrayElements<double>.Allocate(shape));
        _exponent = (long*)_exponents.Pointer;
    }

    /// <summary>Fills a result for each of outer times inner columns; there are rows.</summary>
    public static void Run(T* source, long outer, long size, long inner, T* result)
    {
        if (outer * inner == 0) return;
        var work = new ProductColumns<T>(source, outer, size, inner);
        try
        {
            long tile = Math.Min(work._chunkRows, work._rows) * Math.Min(Width, work._width);
            work.Run(outer * work._tiles * work._chunks, tile);
            for (long i = 0; i < outer * inner; i++)
                result[i] = ScaledProduct<T>.Finish(work.Gather(i / inner, i % inner));
        }
        finally
        {
            work._mantissas.Release();
            work._exponents.Release();
        }
    }

    protected override void Do(long from, long to)
    {
        for (long item = from; item < to; item++)
        {
            (long rest, long tile) = Math.DivRem(item, _tiles);
            (long o, long chunk) = Math.DivRem(rest, _chunks);
            long column = tile * Width, row = chunk * _chunkRows, place = (rest * _width) + column;
            int width = (int)Math.Min(Width, _width - column);
            T* x = _source + (o * _size * _inner) + (row * _width) + column;
            Tile(x, Math.Min(_chunkRows, _rows - row), width, _mantissas.Pointer + place, _exponent + place);
        }
    }

    private void Tile(T* x, long rows, int width, double* mantissas, long* exponents)
    {
        new Span<double>(mantissas, width).Fill(1);
        new Span<long>(exponents, width).Clear();
        double* plain = stackalloc double[Width];
        for (long row = 0; row < rows; row += EverydaySizes.MostAtOnce)
        {
            T* from = x + (row * _width);
            int count = (int)Math.Min(EverydaySizes.MostAtOnce, rows - row);
            if (Everyday(from, count, width, plain)) Join(plain, width, mantissas, exponents);
            else for (int i = 0; i < count; i++) Join(from + (i * _width), width, mantissas, exponents);
        }
    }

    /// <summary>Multiplies rows as they are; no if a number is not of everyday size.</summary>
    private bool Everyday(T* x, int rows, int width, double* products)
    {
        int lanes = Vector512<double>.Count, i = 0;
        bool isEveryday = true;
        for (; i <= width - (4 * lanes); i += 4 * lanes) isEveryday &= FourVectors(x + i, rows, products + i);
        for (; i <= width - lanes; i += lanes) isEveryday &= OneVector(x + i, rows, products + i);
        for (; i < width; i++) isEveryday &= OneColumn(x + i, rows, out products[i]);
        return isEveryday;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FourVectors(T* x, int rows, double* products)
    {
        Vector512<double> a = Vector512.Create(1.0), b = a, c = a, d = a;
        Vector512<long> sizes = default;
        int lanes = Vector512<double>.Count;
        for (int row = 0; row < rows; row++, x += _width)
        {
            sizes |= EverydaySizes.OfFour(x);
            a *= Widening.Load<T, double>(x);
            b *= Widening.Load<T, double>(x + lanes);
            c *= Widening.Load<T, double>(x + (2 * lanes));
            d *= Widening.Load<T, double>(x + (3 * lanes));
        }

        a.Store(products);
        b.Store(products + lanes);
        c.Store(products + (2 * lanes));
        d.Store(products + (3 * lanes));
        return EverydaySizes.AreEveryday<T>(sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool OneVector(T* x, int rows, double* products)
    {
        Vector512<double> product = Vector512.Create(1.0);
        Vector512<long> sizes = default;
        for (int row = 0; row < rows; row++, x += _width)
        {
            Vector512<double> element = Widening.Load<T, double>(x);
            product *= element;
            sizes |= EverydaySizes.Of(element);
        }

        product.Store(products);
        return EverydaySizes.AreEveryday<double>(sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool OneColumn(T* x, int rows, out double product)
    {
        product = 1;
        long sizes = 0;
        for (int row = 0; row < rows; row++, x += _width)
        {
            double element = Widening.Of<T, double>(*x);
            product *= element;
            sizes |= EverydaySizes.Of(element);
        }

        return EverydaySizes.AreEveryday(sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join<TFrom>(TFrom* from, int width, double* mantissas, long* exponents)
        where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
    {
        int lanes = Vector512<double>.Count, i = 0;
        for (; i <= width - lanes; i += lanes)
            Join(Widening.Load<TFrom, double>(from + i), mantissas + i, exponents + i);
        for (; i < width; i++) Join(Widening.Of<TFrom, double>(from[i]), ref mantissas[i], ref exponents[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector512<double> more, double* mantissas, long* exponents)
    {
        Vector512<long> exponent = Vector512.Load(exponents) - Vector512.Create(2L * ScaledNumber.Bias);
        Vector512<double> product = Vector512.Load(mantissas) * ScaledVectors.Split(more, ref exponent);
        if (Vector512.LessThanAny(ScaledVectors.Unusual(more) | ScaledVectors.Unusual(product), Vector512<long>.Zero))
        {
            for (int i = 0; i < Vector512<double>.Count; i++)
                Join(more.GetElement(i), ref mantissas[i], ref exponents[i]);
            return;
        }

        ScaledVectors.Split(product, ref exponent).Store(mantissas);
        exponent.Store(exponents);
    }

    private static void Join(double more, ref double mantissa, ref long exponent)
    {
        ScaledNumber all = new ScaledNumber(mantissa, 0) * ScaledNumber.Of(more);
        (mantissa, exponent) = (all.Mantissa, exponent + all.Exponent);
    }

    /// <summary>All chunks of a column, all rows that were read as one, and those that were left over.</summary>
    private ScaledNumber Gather(long o, long column)
    {
        ScaledNumber all = ScaledNumber.One;
        for (long chunk = 0; chunk < _chunks; chunk++)
        {
            for (long row = 0; row < _folded; row++)
            {
                long place = (((o * _chunks) + chunk) * _width) + (row * _inner) + column;
                all *= new ScaledNumber(_mantissas.Pointer[place], _exponent[place]);
            }
        }

        for (long row = _rows * _folded; row < _size; row++)
            all *= ScaledNumber.Of(double.CreateTruncating(_source[(((o * _size) + row) * _inner) + column]));
        return all;
    }
}
