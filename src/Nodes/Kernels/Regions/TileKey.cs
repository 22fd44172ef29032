using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>A program's form, for the table of plans.</summary>
internal readonly struct TileKey : IEquatable<TileKey>
{
    private readonly long[] _words;
    private readonly int _hash;

    public TileKey(long[] words)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes<long>(words));
        (_words, _hash) = (words, hash.ToHashCode());
    }

    public bool Equals(TileKey other) => _hash == other._hash && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => obj is TileKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
