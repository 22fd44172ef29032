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
    private readonly NdArray<double> _mantissas, _exponents;

    private ProductColumns(T* source, long outer, long size, long inner)
    {
        _source = source;
        (_size, _inner) = (size, inner);
        _folded = inner >= LongRow / 2 || size < 4 * (LongRow / inner) ? 1 : LongRow / inner;
        (_rows, _width) = (size / _folded, inner * _folded);
        _tiles = (_width + Width - 1) / Width;
        _chunkRows = ScaledVectors.MostAtOnce;
        while (_chunkRows * Math.Min(_width, Width) < ChunkElements) _chunkRows *= 2;
        _chunks = (_rows + _chunkRows - 1) / _chunkRows;
        Shape shape = Shape.Of(outer, _chunks, _width);
        (_mantissas, _exponents) = (NdArray<double>.Allocate(shape), NdArray<double>.Allocate(shape));
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
            Tile(x, Math.Min(_chunkRows, _rows - row), width, _mantissas.Pointer + place, _exponents.Pointer + place);
        }
    }

    private void Tile(T* x, long rows, int width, double* mantissas, double* exponents)
    {
        new Span<double>(mantissas, width).Fill(1);
        new Span<double>(exponents, width).Clear();
        double* plain = stackalloc double[Width];
        for (long row = 0; row < rows; row += ScaledVectors.MostAtOnce)
        {
            T* from = x + (row * _width);
            int count = (int)Math.Min(ScaledVectors.MostAtOnce, rows - row);
            if (Everyday(from, count, width, plain)) Join(plain, width, mantissas, exponents);
            else for (int i = 0; i < count; i++) Join(from + (i * _width), width, mantissas, exponents);
        }
    }

    /// <summary>Multiplies rows as they are; no if a number is not of everyday size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Everyday(T* x, int rows, int width, double* products)
    {
        Vector512<long> sizes = default;
        long size = 0;
        int lanes = Vector512<double>.Count, i = 0;
        for (; i <= width - lanes; i += lanes)
        {
            Vector512<double> product = Vector512.Create(1.0);
            T* at = x + i;
            for (int row = 0; row < rows; row++, at += _width)
            {
                Vector512<double> element = Widening.Load<T, double>(at);
                product *= element;
                sizes |= ScaledVectors.SizeOf(element);
            }

            product.Store(products + i);
        }

        for (; i < width; i++)
        {
            products[i] = 1;
            for (int row = 0; row < rows; row++)
            {
                double element = Widening.Of<T, double>(x[(row * _width) + i]);
                products[i] *= element;
                size |= ScaledVectors.SizeOf(element);
            }
        }

        return ScaledVectors.AreEveryday(sizes) && ScaledVectors.AreEveryday(size);
    }

    private static void Join<TFrom>(TFrom* from, int width, double* mantissas, double* exponents)
        where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
    {
        for (int i = 0; i < width; i++)
        {
            ScaledNumber more = ScaledNumber.Of(Widening.Of<TFrom, double>(from[i]));
            ScaledNumber all = new ScaledNumber(mantissas[i], 0) * more;
            (mantissas[i], exponents[i]) = (all.Mantissa, exponents[i] + all.Exponent);
        }
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
                all *= new ScaledNumber(_mantissas.Pointer[place], (long)_exponents.Pointer[place]);
            }
        }

        for (long row = _rows * _folded; row < _size; row++)
            all *= ScaledNumber.Of(double.CreateTruncating(_source[(((o * _size) + row) * _inner) + column]));
        return all;
    }
}
