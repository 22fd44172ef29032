using System.IO.Hashing;

namespace Dataflow.Nodes.Arrays;

/// <summary>Arrays as they lie in memory: two are equal when type, shape and every bit are.</summary>
internal static class ArrayBits
{
    // A span cannot hold every array.
    private const int PartBytes = 1 << 24;

    public static bool AreEqual(NdArray x, NdArray y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x.ElementType != y.ElementType || !x.Shape.Equals(y.Shape)) return false;
        for (long at = 0; at < x.Bytes; at += PartBytes)
        {
            if (!Part(x, at).SequenceEqual(Part(y, at))) return false;
        }

        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return true;
    }

    public static int Hash(NdArray array)
    {
        var hash = new XxHash3();
        for (long at = 0; at < array.Bytes; at += PartBytes) hash.Append(Part(array, at));
        GC.KeepAlive(array);
        return HashCode.Combine(array.Shape, (int)array.ElementType, hash.GetCurrentHashAsUInt64());
    }

    private static unsafe ReadOnlySpan<byte> Part(NdArray array, long at)
    {
        array.CheckPlace();
        return new((byte*)array.Block.Pointer + at, (int)Math.Min(PartBytes, array.Bytes - at));
    }
}
