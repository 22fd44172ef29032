namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// A list that grows by whole chunks, so that growing copies nothing but its first chunk, and elements can be worked in
/// place by reference. A reference is good until the next <see cref="Add"/>.
/// </summary>
internal sealed class ChunkedList<T> where T : struct
{
    private const int Shift = 12;
    private const int ChunkLength = 1 << Shift;

    private T[][] _chunks = [[]];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> Shift][index & (ChunkLength - 1)];

    public void Add(in T item)
    {
        int chunk = Count >> Shift;
        if (chunk == 0) GrowFirst();
        else if ((Count & (ChunkLength - 1)) == 0) AddChunk(chunk);
        this[Count++] = item;
    }

    private void GrowFirst()
    {
        if (Count < _chunks[0].Length) return;
        Array.Resize(ref _chunks[0], Math.Min(ChunkLength, Math.Max(2, Count * 2)));
    }

    private void AddChunk(int chunk)
    {
        if (chunk == _chunks.Length) Array.Resize(ref _chunks, chunk * 2);
        _chunks[chunk] = GC.AllocateUninitializedArray<T>(ChunkLength);
    }
}
