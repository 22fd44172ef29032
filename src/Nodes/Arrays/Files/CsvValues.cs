using System.Numerics;

namespace Dataflow.Nodes.Arrays;

/// <summary>Numbers that come one after the other, of which nobody knows how many.</summary>
internal sealed class CsvValues<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int ChunkLength = 1 << 16;

    private readonly List<T[]> _full = [];
    private T[] _chunk = new T[ChunkLength];
    private int _count;

    public long Count => ((long)_full.Count * ChunkLength) + _count;

    public void Add(T value)
    {
        if (_count == ChunkLength)
        {
            _full.Add(_chunk);
            (_chunk, _count) = (new T[ChunkLength], 0);
        }

        _chunk[_count++] = value;
    }

    /// <exception cref="DataflowException">There is no memory for them.</exception>
    public NdArray<T> ToArray(Shape shape)
    {
        NdArray<T> array = NdArray<T>.Allocate(shape);
        for (int i = 0; i < _full.Count; i++) _full[i].CopyTo(array.Part((long)i * ChunkLength, ChunkLength));
        if (_count > 0) _chunk.AsSpan(0, _count).CopyTo(array.Part((long)_full.Count * ChunkLength, _count));
        return array.Escape();
    }
}
