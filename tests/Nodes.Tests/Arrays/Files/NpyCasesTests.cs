using System.Text;

namespace Dataflow.Nodes.Tests.Arrays;

/// <summary>Files that were read wrongly once.</summary>
public sealed class NpyCasesTests
{
    [Theory]
    [InlineData("npy-u-prefix.npy")]
    [InlineData("npy-bare-f8.npy")]
    [InlineData("npy-comment-shape.npy")]
    public void Read_HeadersThatNumPyReads_AreRead(string file) => Assert.Equal(
        "f64[2, 3] [[1, 2, 3], [4, 5, 6]]", NpyFile.Read(TestFiles.Data($"files/{file}")).ToString());

    [Theory]
    [InlineData("npy-b-prefix.npy", "has a type of elements that is none: b'<f8'")]
    [InlineData("npy-trailing-junk.npy", "has a damaged header, character 61: 'j' stands behind its end")]
    [InlineData("npy-comma-shape.npy", "has a damaged header, character 52: ',' was not expected")]
    public void Read_HeadersThatNumPyRefuses_AreRefused(string file, string message)
    {
        string path = TestFiles.Data($"files/{file}");
        Assert.Equal($"{path} {message}", Assert.Throws<FileFormatException>(() => NpyFile.Read(path)).Message);
    }

    [Fact]
    public void Read_HeaderOfAMegabyte_IsRefusedByItsLength()
    {
        const string start = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), ";
        byte[] text = Encoding.ASCII.GetBytes(start + string.Concat(Enumerable.Repeat("'k':[", 200_000)));
        using MemoryStream stream = new([0x93, .. "NUMPY\u0002\0"u8, .. BitConverter.GetBytes(text.Length), .. text]);
        Assert.Equal(
            "the stream says that its header has 1000058 characters; more than 10000 are a damaged length",
            Assert.Throws<FileFormatException>(() => NpyFile.Read(stream)).Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    public void Read_OtherVersions_AreRefusedByName(byte version, byte minor)
    {
        using MemoryStream stream = new([0x93, .. "NUMPY"u8, version, minor, 1, 0, 0, 0]);
        Assert.Equal(
            $"the stream is npy version {version}.{minor}; 1.0, 2.0 and 3.0 are known",
            Assert.Throws<FileFormatException>(() => NpyFile.Read(stream)).Message);
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, NdArray<double>.Of(1));
        stream.Position = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => NpyFile.Read(stream, new CancellationToken(canceled: true)));
    }
}
