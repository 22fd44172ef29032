using System.Buffers.Binary;
using System.Text;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpyFileTests : IDisposable
{
    private static readonly double[] Six = [0, 1, 2, 3, 4, -5.5];

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_Vector_IsByteForByteWhatNumPyWrites()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, NdArray<double>.Of(1, 2, 3));
        byte[] header = [0x93, .. "NUMPY\u0001\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"u8];
        byte[] bytes = stream.ToArray();
        Assert.Equal(header, bytes[..header.Length]);
        Assert.Equal(128 + 24, bytes.Length);
        Assert.Equal((byte)'\n', bytes[127]);
        Assert.All(bytes[header.Length..127], blank => Assert.Equal((byte)' ', blank));
        Assert.Equal(2.0, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(136)));
    }

    [Theory]
    [InlineData(new long[] { })]
    [InlineData(new long[] { 7 })]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 3, 0, 2 })]
    [InlineData(new long[] { 5, 4, 3, 2 })]
    [InlineData(new long[] { 3, 700_001 })]
    public void Read_WhatWasWritten_IsTheSame(long[] sizes)
    {
        Shape shape = Shape.Of(sizes);
        double[] values = [.. Enumerable.Range(0, (int)shape.Length).Select(i => i * 0.37)];
        var doubles = NdArray<double>.From(values, shape);
        var floats = NdArray<float>.From(Array.ConvertAll(values, value => (float)value), shape);
        NpyFile.Write(_files["d.npy"], doubles);
        NpyFile.Write(_files["f.npy"], floats);
        Assert.True(doubles.ValueEquals((NdArray<double>)NpyFile.Read(_files["d.npy"])));
        Assert.True(floats.ValueEquals((NdArray<float>)NpyFile.Read(_files["f.npy"])));
        Assert.True(floats.ValueEquals(NpyFile.Read<float>(_files["d.npy"])));
    }

    [Fact]
    public void Read_OfOtherPrecision_Converts()
    {
        NpyFile.Write(_files["a.npy"], NdArray<float>.Of(1.5f, float.NaN, float.NegativeInfinity, -0f));
        NdArray<double> read = NpyFile.Read<double>(_files["a.npy"]);
        Assert.True(read.ValueEquals(NdArray<double>.Of(1.5, double.NaN, double.NegativeInfinity, -0.0)));
    }

    [Theory]
    [InlineData("<f8", "False")]
    [InlineData(">f8", "False")]
    [InlineData("=f8", "False")]
    [InlineData("<f4", "True")]
    [InlineData(">f4", "True")]
    [InlineData(">f8", "True")]
    public void Read_AnyOrderOfBytesAndAxes_IsTheSameTable(string type, string fortran)
    {
        // Row-major 0 1 2 / 3 4 -5.5; column-major 0 3 / 1 4 / 2 -5.5.
        double[] inFile = fortran == "True" ? [0, 3, 1, 4, 2, -5.5] : Six;
        string header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': (2, 3), }}";
        using MemoryStream stream = Npy(1, header, type, inFile);
        Assert.True(NdArray<double>.From(Six, Shape.Of(2, 3)).ValueEquals(NpyFile.Read<double>(stream)));
    }

    [Fact]
    public void Read_FortranOrderOfThreeAxes_IsTransposed()
    {
        double[] rows = [.. Enumerable.Range(0, 24).Select(i => (double)i)];
        double[] columns = new double[24];
        for (int i = 0; i < 24; i++) columns[(i / 12) + (i / 4 % 3 * 2) + (i % 4 * 6)] = rows[i];
        const string header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3, 4), }";
        using MemoryStream stream = Npy(1, header, "<f8", columns);
        Assert.Equal(rows, NpyFile.Read<double>(stream).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_AnyVersionAndSpelling_IsUnderstood(int version)
    {
        string l = version < 3 ? "L" : "";
        string header = $"{{\"shape\":(2{l},3{l}),\"fortran_order\":False,\"descr\":\"<f8\"}}";
        using MemoryStream stream = Npy(version, header, "<f8", Six);
        Assert.Equal(Shape.Of(2, 3), NpyFile.Read(stream).Shape);
    }

    [Fact]
    public void Read_TwoArraysInOneStream_LeavesTheSecond()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, NdArray<double>.Of(1));
        NpyFile.Write(stream, NdArray<float>.Of(2));
        stream.Position = 0;
        Assert.Equal(1, NpyFile.Read<double>(stream).ToScalar());
        Assert.Equal(2, NpyFile.Read<float>(stream).ToScalar());
    }

    [Theory]
    [InlineData("'<c16'", "complex numbers")]
    [InlineData("'complex64'", "complex numbers")]
    [InlineData("'|O'", "Python objects")]
    [InlineData("'<U3'", "text")]
    [InlineData("'|S5'", "text")]
    [InlineData("'<M8[ns]'", "times")]
    [InlineData("'|V8'", "raw bytes")]
    [InlineData("'<f16'", "floats above 64 bits")]
    [InlineData("'<f3'", "elements of an unknown type")]
    [InlineData("[('x', '<f8'), ('y', '<i4')]", "structured elements")]
    public void Read_OtherElements_NamesTheType(string type, string name)
    {
        using MemoryStream stream = Npy(1, $"{{'descr': {type}, 'fortran_order': False, 'shape': (6,), }}", "<f8", Six);
        var e = Assert.Throws<FileFormatException>(() => NpyFile.Read(stream));
        Assert.Equal(
            $"the stream holds {name} (type {type}); bool, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4 and f8 are read",
            e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("569,30,malignant,benign")]
    public void Read_AnotherFormat_SaysSo(string text)
    {
        File.WriteAllText(_files["a.npy"], text);
        var e = Assert.Throws<FileFormatException>(() => NpyFile.Read(_files["a.npy"]));
        Assert.Equal($"{_files["a.npy"]} is not an npy file: it does not begin with \\x93NUMPY", e.Message);
    }

    [Fact]
    public void Read_CutShortAnywhere_SaysSo()
    {
        using MemoryStream whole = new();
        NpyFile.Write(whole, NdArray<double>.Of(Six));
        byte[] bytes = whole.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            using MemoryStream seeking = new(bytes, 0, length);
            using ForwardStream forward = new(bytes.AsMemory(0, length).ToArray());
            string message = Assert.Throws<FileFormatException>(() => NpyFile.Read(seeking)).Message;
            Assert.Equal(message, Assert.Throws<FileFormatException>(() => NpyFile.Read(forward)).Message);
            if (length >= 8) Assert.Contains("is cut short", message, StringComparison.Ordinal);
        }

        using MemoryStream most = new(bytes, 0, bytes.Length - 1);
        Assert.Equal(
            "the stream is cut short: 48 bytes of shape [6] were expected, 47 came",
            Assert.Throws<FileFormatException>(() => NpyFile.Read(most)).Message);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }")]
    [InlineData("{'descr': '<f8', 'fortran_order': 2, 'shape': (6,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (x,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-6,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846975,), }")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (6,), }")]
    [InlineData("{'descr': f8, 'fortran_order': False, 'shape': (6,), }")]
    [InlineData("nonsense")]
    public void Read_DamagedHeader_SaysSo(string header)
    {
        using MemoryStream stream = Npy(1, header, "<f8", Six);
        Assert.Throws<FileFormatException>(() => NpyFile.Read(stream));
    }

    [Theory]
    [InlineData(new byte[] { 9, 0, 1, 0 })]
    [InlineData(new byte[] { 2, 0, 255, 255, 255, 255 })]
    public void Read_UnknownVersionOrLength_SaysSo(byte[] afterMagic)
    {
        using MemoryStream stream = new([0x93, .. "NUMPY"u8, .. afterMagic]);
        Assert.Throws<FileFormatException>(() => NpyFile.Read(stream));
    }

    [Fact]
    public void Write_OverAnOldFile_ReplacesItAndLeavesNoOther()
    {
        NpyFile.Write(_files["a.npy"], NdArray<double>.Of(Six));
        NpyFile.Write(_files["a.npy"], NdArray<double>.Scalar(1));
        Assert.True(NpyFile.Read(_files["a.npy"]).IsScalar);
        Assert.Equal(1, _files.Count);
    }

    [Fact]
    public void Write_WhereNothingCanBe_LeavesNothing()
    {
        Directory.CreateDirectory(_files["a.npy"]);
        Assert.ThrowsAny<SystemException>(() => NpyFile.Write(_files["a.npy"], NdArray<double>.Of(Six)));
        Assert.Equal(0, _files.Count);
        Assert.Throws<DirectoryNotFoundException>(() => NpyFile.Write(_files["none/a.npy"], NdArray<double>.Of(Six)));
    }

    // Made by hand, so that reading is not tested against our own writing alone.
    private static MemoryStream Npy(int version, string header, string type, double[] values)
    {
        MemoryStream stream = new();
        stream.Write([0x93, .. "NUMPY"u8, (byte)version, 0]);
        byte[] length = BitConverter.GetBytes(header.Length + 1);
        stream.Write(length, 0, version == 1 ? 2 : 4);
        stream.Write(Encoding.ASCII.GetBytes(header + "\n"));
        foreach (double value in values)
        {
            byte[] bytes = type.EndsWith('8') ? BitConverter.GetBytes(value) : BitConverter.GetBytes((float)value);
            if (type.StartsWith('>')) Array.Reverse(bytes);
            stream.Write(bytes);
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>A stream that can only be read on, like one from a network.</summary>
    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
