using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Arrays;

/// <summary>The numbers of an npy file, a part at a time: arrays may be larger than a span.</summary>
internal static class NpyData
{
    private const int PartLength = 1 << 20;

    /// <summary>The array after its header.</summary>
    public static NdArray<T> Read<T>(Stream stream, NpyHeader header, string source)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // A damaged header must not ask for more memory than there can be numbers.
        if (stream.CanSeek) RequireBytes(stream.Length - stream.Position, header, source);
        NdArray<T> array = NdArray<T>.Allocate(header.Shape);
        for (long start = 0; start < array.Length; start += PartLength)
        {
            Span<T> part = array.Part(start, PartLength);
            Span<byte> bytes = MemoryMarshal.AsBytes(part);
            int came = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (came < bytes.Length) RequireBytes((start * ElementTypes.Of<T>().Size()) + came, header, source);
            if (header.IsSwapped) Swap(part);
        }

        return (header.IsFortranOrder ? ToRowMajor(array) : array).Escape();
    }

    public static void Write(Stream stream, NdArray array)
    {
        if (array is NdArray<double> doubles) WriteParts(stream, doubles);
        else WriteParts(stream, (NdArray<float>)array);
    }

    /// <summary>The array itself, or a copy of it in the other precision.</summary>
    public static NdArray<T> Convert<T>(NdArray array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (array is NdArray<T> same) return same;
        _ = ElementTypes.Of<T>();
        return array is NdArray<double> doubles
            ? ConvertParts<double, T>(doubles)
            : ConvertParts<float, T>((NdArray<float>)array);
    }

    private static NdArray<TTo> ConvertParts<TFrom, TTo>(NdArray<TFrom> array)
        where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IFloatingPointIeee754<TTo>
    {
        NdArray<TTo> result = NdArray<TTo>.Allocate(array.Shape);
        for (long at = 0; at < array.Length; at += PartLength)
            TensorPrimitives.ConvertTruncating<TFrom, TTo>(array.Part(at, PartLength), result.Part(at, PartLength));
        return result.Escape();
    }

    private static void WriteParts<T>(Stream stream, NdArray<T> array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (long start = 0; start < array.Length; start += PartLength)
            stream.Write(MemoryMarshal.AsBytes(array.Part(start, PartLength)));
    }

    private static void Swap<T>(Span<T> part) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (ElementTypes.Of<T>() == ElementType.Float64)
        {
            Span<long> words = MemoryMarshal.Cast<T, long>(part);
            BinaryPrimitives.ReverseEndianness(words, words);
            return;
        }

        Span<int> halves = MemoryMarshal.Cast<T, int>(part);
        BinaryPrimitives.ReverseEndianness(halves, halves);
    }

    private static unsafe NdArray<T> ToRowMajor<T>(NdArray<T> columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = columns.Shape;
        if (shape.Rank < 2 || shape.Length == 0) return columns;
        NdArray<T> rows = NdArray<T>.Allocate(shape);
        long[] index = new long[shape.Rank];
        long size = shape[-1], stride = shape.Length / size;
        for (long row = 0; row < rows.Length; row += size)
        {
            T* from = columns.Pointer + Advance(index, shape, isFirst: row == 0);
            for (long i = 0; i < size; i++) rows.Pointer[row + i] = from[i * stride];
        }

        columns.Release();
        return rows;
    }

    // The next index over all axes but the last, and where it lies when the first axis runs fastest.
    private static long Advance(long[] index, Shape shape, bool isFirst)
    {
        for (int axis = index.Length - 2; axis >= 0 && !isFirst; axis--)
        {
            if (++index[axis] < shape.Dimensions[axis]) break;
            index[axis] = 0;
        }

        long offset = 0;
        for (int axis = index.Length - 2; axis >= 0; axis--) offset = (offset * shape.Dimensions[axis]) + index[axis];
        return offset;
    }

    private static void RequireBytes(long came, NpyHeader header, string source)
    {
        if (came >= header.DataBytes) return;
        throw new FileFormatException(
            $"{source} is cut short: {header.DataBytes} bytes of shape {header.Shape} were expected, {came} came");
    }
}
