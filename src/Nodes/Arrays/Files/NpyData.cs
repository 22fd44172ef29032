using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Arrays;

/// <summary>The numbers of an npy file, a part at a time: arrays may be larger than a span.</summary>
internal static class NpyData
{
    private const int PartLength = 1 << 20;

    /// <summary>The array after its header.</summary>
    public static NdArray<T> Read<T>(Stream stream, NpyHeader header, string source, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // A damaged header must not ask for more memory than there can be numbers.
        if (stream.CanSeek) RequireBytes(stream.Length - stream.Position, header, source);
        NdArray<T> array = NdArray<T>.Allocate(header.Shape);
        try
        {
            if (header.Element.Is(array.ElementType)) Fill(stream, header, source, array, cancellation);
            else FillConverted(stream, header, source, array, cancellation);
        }
        catch
        {
            array.Release();
            throw;
        }

        return (header.IsFortranOrder ? FortranOrder.ToRows(array) : array).Escape();
    }

    public static void Write(Stream stream, NdArray array)
    {
        if (array is NdArray<double> doubles) WriteParts(stream, doubles);
        else WriteParts(stream, (NdArray<float>)array);
    }

    private static void Fill<T>(
        Stream stream, NpyHeader header, string source, NdArray<T> array, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long start = 0; start < array.Length; start += PartLength)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(array.Part(start, PartLength));
            FillPart(stream, header, source, start, bytes, cancellation);
        }
    }

    private static void FillConverted<T>(
        Stream stream, NpyHeader header, string source, NdArray<T> array, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = header.Element.Size;
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(array.Length, PartLength) * size);
        try
        {
            for (long start = 0; start < array.Length; start += PartLength)
            {
                Span<T> part = array.Part(start, PartLength);
                Span<byte> bytes = buffer.AsSpan(0, part.Length * size);
                FillPart(stream, header, source, start, bytes, cancellation);
                NpyNumbers.Convert(bytes, header.Element, part);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void FillPart(
        Stream stream, NpyHeader header, string source, long start, Span<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int came = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (came < bytes.Length) RequireBytes((start * header.Element.Size) + came, header, source);
        if (header.Element.IsSwapped) NpyNumbers.Swap(bytes, header.Element.Size);
    }

    private static void WriteParts<T>(Stream stream, NdArray<T> array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long start = 0; start < array.Length; start += PartLength)
            stream.Write(MemoryMarshal.AsBytes(array.Part(start, PartLength)));
    }

    private static void RequireBytes(long came, NpyHeader header, string source)
    {
        if (came >= header.DataBytes) return;
        throw new FileFormatException(
            $"{source} is cut short: {header.DataBytes} bytes of shape {header.Shape} were expected, {came} came");
    }
}
