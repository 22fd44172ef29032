using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Makes of each line along an axis a line of the same length. Lines that do not lie element after element are turned
/// into scratch memory, several side by side, and back.
/// </summary>
internal abstract unsafe class LineMap<T> : PortionedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private const long PanelElements = 1 << 15;
    private const long LineBytes = 128;

    private T* _source;
    private T* _result;
    private long _size, _inner, _width, _panels;

    /// <summary>Does all lines along the middle of [outer, size, inner].</summary>
    public void Run(T* source, long outer, long size, long inner, T* result)
    {
        if (outer * size * inner == 0) return;
        _source = source;
        _result = result;
        (_size, _inner) = (size, inner);
        _width = Math.Min(inner, Math.Max(LineBytes / sizeof(T), PanelElements / size));
        _panels = (inner + _width - 1) / _width;
        Run(outer * _panels, size * _width);
    }

    /// <summary>The result may be the line itself.</summary>
    protected abstract void Line(T* x, T* result, long length);

    protected sealed override void Do(long from, long to)
    {
        if (_inner == 1)
        {
            for (long row = from; row < to; row++) Line(_source + (row * _size), _result + (row * _size), _size);
            return;
        }

        ArrayElements<T> scratch = ArrayElements<T>.Allocate(Shape.Of(_width, _size));
        for (long item = from; item < to; item++)
        {
            (long o, long panel) = Math.DivRem(item, _panels);
            long column = panel * _width, offset = (o * _size * _inner) + column;
            Panel(_source + offset, _result + offset, Math.Min(_width, _inner - column), scratch.Pointer);
        }

        scratch.Release();
    }

    private void Panel(T* source, T* result, long width, T* scratch)
    {
        Transposition.Run(source, _inner, scratch, _size, width, _size, isStreaming: false);
        for (long line = 0; line < width; line++) Line(scratch + (line * _size), scratch + (line * _size), _size);
        Transposition.Run(scratch, _size, result, _inner, _size, width, isStreaming: false);
    }
}
