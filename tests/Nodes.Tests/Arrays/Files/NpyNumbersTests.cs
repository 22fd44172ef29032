using System.Buffers.Binary;
using System.Text;

namespace Dataflow.Nodes.Tests.Arrays;

/// <summary>Every type of elements in both orders of bytes; the values are those of NumPy's <c>astype</c>.</summary>
public sealed class NpyNumbersTests
{
    [Theory]
    [InlineData("|b1", "00 01 02", new[] { 0.0, 1, 1 })]
    [InlineData("?", "00 01 FF", new[] { 0.0, 1, 1 })]
    [InlineData("|i1", "00 7F 80 FF", new[] { 0.0, 127, -128, -1 })]
    [InlineData("|u1", "00 7F 80 FF", new[] { 0.0, 127, 128, 255 })]
    [InlineData("<i2", "0001 7FFF 8000 FFFE", new[] { 1.0, 32767, -32768, -2 })]
    [InlineData("<u2", "0001 7FFF 8000 FFFE", new[] { 1.0, 32767, 32768, 65534 })]
    [InlineData("<i4", "00000001 7FFFFFFF 80000000", new[] { 1.0, 2147483647, -2147483648 })]
    [InlineData("<u4", "00000001 7FFFFFFF 80000000", new[] { 1.0, 2147483647, 2147483648 })]
    [InlineData("<i8", "0020000000000001 0020000000000003 7FFFFFFFFFFFFFFF 8000000000000000",
        new[] { 9007199254740992.0, 9007199254740996, 9.223372036854775808e18, -9.223372036854775808e18 })]
    [InlineData("<u8", "0020000000000001 FFFFFFFFFFFFFFFF 8000000000000400 8000000000000401 8000000000000C00",
        new[] { 9007199254740992.0, 1.8446744073709551616e19, 9223372036854775808, 9223372036854777856,
            9223372036854779904 })]
    [InlineData("<f2", "3C00 C000 7BFF 0001 7C00 FC00 8000",
        new[] { 1.0, -2, 65504, 5.9604644775390625E-08, double.PositiveInfinity, double.NegativeInfinity, -0.0 })]
    [InlineData("<f4", "3FC00000 7F800000 00000001", new[] { 1.5, double.PositiveInfinity, 1.401298464324817E-45 })]
    [InlineData("<f8", "3FF8000000000000", new[] { 1.5 })]
    public void Read_EveryType_IsItsNumbers(string type, string words, double[] expected)
    {
        Assert.Equal(expected, Read<double>(type, words));
        if (type.Length == 3) Assert.Equal(expected, Read<double>(type.Replace('<', '>'), words));
    }

    [Theory]
    // The nearest float, in one step: by way of a double 2^60 + 2^36 + 1 would be a tie, and round down.
    [InlineData("<i8", "1000001000000001 1000001000000000 1000003000000000",
        new[] { 1.15292164e18f, 1.1529215e18f, 1.15292178e18f })]
    [InlineData("<u8", "8000008000000001 8000008000000000 FFFFFFFFFFFFFFFF",
        new[] { 9.223373e18f, 9.223372e18f, 1.8446744e19f })]
    [InlineData("<i4", "01000001 01000003", new[] { 16777216f, 16777220 })]
    [InlineData("<f8", "3FF0000010000001 47EFFFFFF0000000", new[] { 1.0000001f, float.PositiveInfinity })]
    [InlineData("<f2", "3C01", new[] { 1.0009766f })]
    public void Read_IntoFloats_RoundsOnce(string type, string words, float[] expected) =>
        Assert.Equal(expected, Read<float>(type, words));

    [Theory]
    [InlineData("<f2", ElementType.Float32)]
    [InlineData("<f4", ElementType.Float32)]
    [InlineData("<f8", ElementType.Float64)]
    [InlineData("|u1", ElementType.Float64)]
    [InlineData("<i8", ElementType.Float64)]
    public void Read_OfNoPrecision_IsTheNaturalOne(string type, ElementType expected)
    {
        using Stream stream = Npy(type, "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", 1);
        Assert.Equal(expected, NpyFile.Read(stream).ElementType);
    }

    [Fact]
    public void Read_FortranOrderOfBytes_IsTransposed()
    {
        using Stream stream = Npy("|u1", "01 04 02 05 03 06", 6, "True", "(2, 3)");
        Assert.Equal([1f, 2, 3, 4, 5, 6], NpyFile.Read<float>(stream).ToArray());
    }

    private static T[] Read<T>(string type, string words)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using Stream stream = Npy(type, words, words.Split(' ').Length);
        return NpyFile.Read<T>(stream).ToArray();
    }

    /// <summary>A file of words, which are written as numbers in hexadecimal digits.</summary>
    private static MemoryStream Npy(
        string type, string words, int count, string fortran = "False", string? shape = null)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape ?? $"({count},)"}}}\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        MemoryStream stream = new();
        stream.Write([0x93, .. "NUMPY\u0001\0"u8, .. length, .. Encoding.ASCII.GetBytes(header)]);
        foreach (string word in words.Split(' '))
        {
            byte[] bytes = Convert.FromHexString(word);
            if (!type.StartsWith('>')) Array.Reverse(bytes);
            stream.Write(bytes);
        }

        stream.Position = 0;
        return stream;
    }
}
