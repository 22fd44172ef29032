using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Arrays;

/// <summary>
/// Makes the bytes of a file numbers of an array. What has no exact number there becomes the nearest, to even between
/// two, as NumPy's <c>astype</c> does; booleans become 0 and 1.
/// </summary>
internal static class NpyNumbers
{
    /// <summary>Turns the bytes of each element round, in place.</summary>
    public static void Swap(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2: SwapEach<ushort>(bytes, BinaryPrimitives.ReverseEndianness); break;
            case 4: SwapEach<uint>(bytes, BinaryPrimitives.ReverseEndianness); break;
            case 8: SwapEach<ulong>(bytes, BinaryPrimitives.ReverseEndianness); break;
            default: break;
        }
    }

    /// <param name="bytes">In this machine's order, as many elements as there are places.</param>
    /// <param name="element">What they are.</param>
    /// <param name="numbers">The places.</param>
    public static void Convert<T>(ReadOnlySpan<byte> bytes, NpyElement element, Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (element.Kind, element.Size)
        {
            case (NpyKind.Boolean, _): ConvertBooleans(bytes, numbers); break;
            case (NpyKind.Signed, 1): Convert<sbyte, T>(bytes, numbers); break;
            case (NpyKind.Signed, 2): Convert<short, T>(bytes, numbers); break;
            case (NpyKind.Signed, 4): Convert<int, T>(bytes, numbers); break;
            case (NpyKind.Signed, _): Convert<long, T>(bytes, numbers); break;
            case (NpyKind.Unsigned, 1): Convert<byte, T>(bytes, numbers); break;
            case (NpyKind.Unsigned, 2): Convert<ushort, T>(bytes, numbers); break;
            case (NpyKind.Unsigned, 4): Convert<uint, T>(bytes, numbers); break;
            case (NpyKind.Unsigned, _): Convert<ulong, T>(bytes, numbers); break;
            case (_, 2): Convert<Half, T>(bytes, numbers); break;
            case (_, 4): Convert<float, T>(bytes, numbers); break;
            default: Convert<double, T>(bytes, numbers); break;
        }
    }

    private delegate void Reversal<TWord>(ReadOnlySpan<TWord> words, Span<TWord> into);

    private static void SwapEach<TWord>(Span<byte> bytes, Reversal<TWord> reverse) where TWord : unmanaged
    {
        Span<TWord> words = MemoryMarshal.Cast<byte, TWord>(bytes);
        reverse(words, words);
    }

    private static void ConvertBooleans<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i++) numbers[i] = bytes[i] == 0 ? T.Zero : T.One;
    }

    private static void Convert<TFrom, T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
        where TFrom : unmanaged, INumberBase<TFrom>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(bytes);
        for (int i = 0; i < numbers.Length; i++) numbers[i] = T.CreateTruncating(from[i]);
    }
}
