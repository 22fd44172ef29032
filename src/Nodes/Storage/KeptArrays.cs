using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>An array as records have it: its elements, or the file in which they are and their hash.</summary>
internal readonly record struct KeptArray(Enclosure Layout, ByteString Elements, string File, ulong Hash)
{
    public static KeptArray Of(StoredContent content) =>
        new(content.Array, content.Elements, content.File, content.Hash);

    public static KeptArray Of(StoredDefinition definition) =>
        new(definition.Array, definition.Elements, definition.File, definition.Hash);

    /// <summary>How many bytes the array takes in its file; 0 when it has none.</summary>
    public long FileBytes
    {
        get
        {
            if (File.Length == 0) return 0;
            long elements = ShapeRules.Product([.. Layout.Sizes]) ?? ShapeRules.MaxLength;
            return elements * KeptArrays.TypeOf(Layout).Size();
        }
    }
}

/// <summary>Arrays to and from records and files, bit by bit.</summary>
internal static class KeptArrays
{
    private const int PartLength = 1 << 20;

    public static ElementType TypeOf(Enclosure form) =>
        form.Element == Element.Float32 ? ElementType.Float32 : ElementType.Float64;

    /// <summary>The array within a record.</summary>
    public static KeptArray Inline(NdArray array)
    {
        byte[] elements = new byte[array.Bytes];
        int at = 0;
        ForEachPart(array, part =>
        {
            part.CopyTo(elements.AsSpan(at));
            at += part.Length;
        });
        return new KeptArray(FormOf(array), UnsafeByteOperations.UnsafeWrap(elements), "", 0);
    }

    /// <summary>The array in a file of its own, which is flushed; its name in the folder is not yet.</summary>
    public static KeptArray InFile(NdArray array, string path, Disk disk)
    {
        disk.WriteArray(path, array);
        return new KeptArray(FormOf(array), ByteString.Empty, Path.GetFileName(path), HashOf(array));
    }

    /// <exception cref="StoreDamagedException">It is not what was kept.</exception>
    public static NdArray Load(in KeptArray kept, GraphFolder folder, string record, long offset)
    {
        if (kept.File.Length > 0) return LoadFile(kept, folder);
        try
        {
            Shape shape = Shape.Of([.. kept.Layout.Sizes]);
            long bytes = shape.Length * TypeOf(kept.Layout).Size();
            if (bytes == kept.Elements.Length)
            {
                return TypeOf(kept.Layout) == ElementType.Float64
                    ? Copy<double>(kept.Elements.Span, shape)
                    : Copy<float>(kept.Elements.Span, shape);
            }

            throw folder.Damaged(record, offset, $"{bytes} bytes of shape {shape}", $"{kept.Elements.Length}");
        }
        catch (ShapeException error)
        {
            throw folder.Damaged(record, offset, "the shape of an array", error.Message);
        }
    }

    private static NdArray LoadFile(in KeptArray kept, GraphFolder folder)
    {
        string path = folder.In(kept.File);
        NdArray array;
        try { array = NpyFile.Read(path); }
        catch (FileNotFoundException)
        {
            throw folder.Damaged(path, 0, "the file of an array that a journal names", "no file");
        }
        catch (DataflowException error)
        {
            throw folder.Damaged(path, 0, $"{TypeOf(kept.Layout)} of sizes {kept.Layout.Sizes}", error.Message);
        }

        bool isSame = array.ElementType == TypeOf(kept.Layout)
            && array.Shape.Dimensions.SequenceEqual([.. kept.Layout.Sizes]);
        if (isSame && HashOf(array) == kept.Hash) return array;
        throw folder.Damaged(path, 0, $"{TypeOf(kept.Layout)} of sizes {kept.Layout.Sizes} and hash {kept.Hash:x16}",
            $"{array.ElementType} of shape {array.Shape} and hash {HashOf(array):x16}");
    }

    private static Enclosure FormOf(NdArray array)
    {
        var form = new Enclosure
        {
            Element = array.ElementType == ElementType.Float32 ? Element.Float32 : Element.Float64,
        };
        form.Sizes.AddRange(array.Shape.Dimensions.ToArray());
        return form;
    }

    private static ulong HashOf(NdArray array)
    {
        var hash = new XxHash3();
        ForEachPart(array, hash.Append);
        return hash.GetCurrentHashAsUInt64();
    }

    private static void ForEachPart(NdArray array, PartReader read)
    {
        if (array is NdArray<double> doubles) ForEachPart(doubles, read);
        else ForEachPart((NdArray<float>)array, read);
    }

    private static void ForEachPart<T>(NdArray<T> array, PartReader read) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long start = 0; start < array.Length; start += PartLength)
            read(MemoryMarshal.AsBytes(array.Part(start, PartLength)));
    }

    private static NdArray<T> Copy<T>(ReadOnlySpan<byte> elements, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NdArray<T> array = NdArray<T>.Allocate(shape);
        elements.CopyTo(MemoryMarshal.AsBytes(array.Writable()));
        return array.Escape();
    }

    private delegate void PartReader(ReadOnlySpan<byte> part);
}
