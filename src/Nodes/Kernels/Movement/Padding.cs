using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Copies an array into a larger one with a margin of one value. A row of the result is what follows the last axis with
/// a margin: filled, or filled at its ends and copied between.
/// </summary>
internal sealed unsafe class Padding<T> : PortionedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T* _source;
    private readonly T* _result;
    private readonly T _value;
    private readonly long[] _sizes, _before, _innerSizes;
    private readonly long _rows = 1, _length, _start, _copied;
    private readonly bool _isStreaming;

    /// <summary>Before says how far the source's first element is from the result's, on each axis.</summary>
    public Padding(ArrayElements<T> source, ReadOnlySpan<long> before, T value, ArrayElements<T> result)
    {
        _source = source.Pointer;
        _result = result.Pointer;
        _value = value;
        _isStreaming = Lines.AreStreamed(result.Bytes);
        Shape small = source.Shape, large = result.Shape;
        int last = large.Rank - 1;
        long inner = 1;
        for (; last > 0 && small[last] == large[last]; last--) inner *= large[last];
        (_length, _start, _copied) = last < 0
            ? (1, 0, 1)
            : (inner * large[last], inner * before[last], inner * small[last]);
        int outer = Math.Max(last, 0);
        (_sizes, _innerSizes) = (large.Dimensions[..outer].ToArray(), small.Dimensions[..outer].ToArray());
        _before = before[..outer].ToArray();
        foreach (long size in _sizes) _rows *= size;
    }

    /// <summary>Fills the result.</summary>
    public void Run()
    {
        if (_length > 0) Run(_rows, _length);
    }

    protected override void Do(long from, long to)
    {
        for (long row = from; row < to; row++)
        {
            T* result = _result + (row * _length);
            long own = RowOfSource(row);
            if (own < 0)
            {
                Lines.Fill(_value, result, _length, _isStreaming);
                continue;
            }

            long end = _start + _copied;
            Lines.Fill(_value, result, _start, isStreaming: false);
            Lines.Copy(_source + (own * _copied), result + _start, _copied, _isStreaming);
            Lines.Fill(_value, result + end, _length - end, isStreaming: false);
        }

        if (_isStreaming) Lines.Flush();
    }

    /// <summary>Below zero in the margin.</summary>
    private long RowOfSource(long row)
    {
        long own = 0, step = 1;
        for (int axis = _sizes.Length - 1; axis >= 0; axis--)
        {
            (row, long place) = Math.DivRem(row, _sizes[axis]);
            place -= _before[axis];
            if (place < 0 || place >= _innerSizes[axis]) return -1;
            own += place * step;
            step *= _innerSizes[axis];
        }

        return own;
    }
}
