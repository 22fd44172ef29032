using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes;

/// <summary>
/// A list that grows by whole chunks, so that growing copies nothing but its first chunk, and elements can be worked in
/// place by reference. A reference is good until the next <see cref="Add"/>. Chunks stay below the size from which the
/// collector would keep them apart and look through everything to free them.
/// </summary>
internal sealed class ChunkedList<T> where T : struct
{
    private const int Shift = 10;
    private const int ChunkLength = 1 << Shift;

    private static readonly T[][] Nothing = [[]];

    private T[][] _chunks = Nothing;

    public int Count { get; private set; }

    /// <summary>
    /// The element at an index below <see cref="Count"/>; unchecked in a release build, because every index is the
    /// engine's own.
    /// </summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Invariant.Holds((uint)index < (uint)Count, "an index lies in its list");
            T[] chunk = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chunks), index >> Shift);
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(chunk), index & (ChunkLength - 1));
        }
    }

    /// <summary>The last element.</summary>
    public ref T Last => ref this[Count - 1];

    public void Add(in T item) => Append() = item;

    /// <summary>Adds an element that is all zeros and gives a reference to it.</summary>
    public ref T Append()
    {
        int chunk = Count >> Shift;
        if (chunk == 0) GrowFirst();
        else if (chunk == _chunks.Length || _chunks[chunk] is null) AddChunk(chunk);
        ref T last = ref _chunks[chunk][Count++ & (ChunkLength - 1)];
        last = default;
        return ref last;
    }

    public void RemoveLast() => Count--;

    /// <summary>Takes everything out; the memory of a long list goes back.</summary>
    public void Clear()
    {
        if (_chunks.Length > 1) _chunks = Nothing;
        Count = 0;
    }

    private void GrowFirst()
    {
        if (Count < _chunks[0].Length) return;
        if (_chunks == Nothing) _chunks = [[]];
        Array.Resize(ref _chunks[0], Math.Min(ChunkLength, Math.Max(2, Count * 2)));
    }

    private void AddChunk(int chunk)
    {
        if (chunk == _chunks.Length) Array.Resize(ref _chunks, chunk * 2);
        _chunks[chunk] = new T[ChunkLength];
    }
}
