using System.IO.Compression;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpzFileTests : IDisposable
{
    private readonly TestFiles _files = new();

    private readonly NdArray<double> _x = NdArray<double>.From([1, 2, 3, 4, 5, 6], Shape.Of(2, 3));
    private readonly NdArray<float> _y = NdArray<float>.Of(0.5f, float.NaN);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        NpzFile.Write(_files["a.npz"], ("x", _x), ("y z", _y));
        Assert.Equal(["x", "y z"], NpzFile.Names(_files["a.npz"]));
        Assert.True(_x.ValueEquals((NdArray<double>)NpzFile.Read(_files["a.npz"], "x")));
        Assert.True(_y.ValueEquals((NdArray<float>)NpzFile.Read(_files["a.npz"], "y z")));
        Assert.True(_x.ValueEquals(NpzFile.Read<double>(_files["a.npz"], "x")));
        Assert.Equal(1, _files.Count);
    }

    /// <summary>Made by NumPy: `a` of whole numbers, `b` of floats; stored, and compressed.</summary>
    [Theory]
    [InlineData("numpy.npz")]
    [InlineData("numpy-compressed.npz")]
    public void Read_WhatNumPyWrote_IsUnderstood(string file)
    {
        string path = TestFiles.Data($"files/{file}");
        Assert.Equal("f64[2, 3] [[0, 1, 2], [3, 4, 5]]", NpzFile.Read(path, "a").ToString());
        Assert.Equal("f32[4] [0.5, 0.5, 0.5, 0.5]", NpzFile.Read(path, "b").ToString());
    }

    [Fact]
    public void Read_OnlyArray_NeedsNoName()
    {
        NpzFile.Write(_files["a.npz"], ("x", _x));
        Assert.True(_x.ValueEquals(NpzFile.Read<double>(_files["a.npz"])));
    }

    [Theory]
    [InlineData(null, "has 2 arrays, so a name is needed; there are 'weights', 'bias'")]
    [InlineData("weight", "has no array 'weight', but 'weights', 'bias'; did you mean 'weights'?")]
    public void Read_NameThatIsNot_SaysWhichThereAre(string? name, string message)
    {
        NpzFile.Write(_files["a.npz"], ("weights", _x), ("bias", _y));
        var error = Assert.Throws<FileFormatException>(() => NpzFile.Read(_files["a.npz"], name));
        Assert.Equal($"{_files["a.npz"]} {message}", error.Message);
    }

    [Fact]
    public void Write_SameArraysAgain_MakesTheSameBytes()
    {
        NpzFile.Write(_files["a.npz"], ("x", _x));
        NpzFile.Write(_files["b.npz"], ("x", _x));
        Assert.Equal(File.ReadAllBytes(_files["a.npz"]), File.ReadAllBytes(_files["b.npz"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("1,2\n3,4\n")]
    public void Read_NoArchive_SaysSo(string text)
    {
        File.WriteAllText(_files["a.npz"], text);
        Assert.StartsWith($"{_files["a.npz"]} is no npz file: ", Assert.Throws<FileFormatException>(
            () => NpzFile.Read(_files["a.npz"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OneBitOfTheNumbersTurned_IsFoundByTheChecksum()
    {
        NpzFile.Write(_files["a.npz"], ("x", _x));
        byte[] bytes = File.ReadAllBytes(_files["a.npz"]);
        int place = bytes.AsSpan().IndexOf(BitConverter.GetBytes(4.0));
        bytes[place] ^= 1;
        File.WriteAllBytes(_files["a.npz"], bytes);
        Assert.Equal(
            $"{_files["a.npz"]}, array 'x' is damaged: its checksum differs",
            Assert.Throws<FileFormatException>(() => NpzFile.Read(_files["a.npz"])).Message);
    }

    [Fact]
    public void Read_EntryThatIsNoArray_NamesIt()
    {
        using (ZipArchive archive = ZipFile.Open(_files["a.npz"], ZipArchiveMode.Create))
        {
            using StreamWriter writer = new(archive.CreateEntry("note.txt").Open());
            writer.Write("hello");
        }

        Assert.Equal(["note.txt"], NpzFile.Names(_files["a.npz"]));
        Assert.Equal(
            $"{_files["a.npz"]}, array 'note.txt' is not an npy file: it does not begin with \\x93NUMPY",
            Assert.Throws<FileFormatException>(() => NpzFile.Read(_files["a.npz"])).Message);
    }

    [Fact]
    public void Write_WrongNames_Throws()
    {
        Assert.Throws<ArgumentException>(() => NpzFile.Write(_files["a.npz"], ("x", _x), ("x", _y)));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(_files["a.npz"], ("", _x)));
        Assert.Throws<ArgumentException>(() => NpzFile.Write(_files["a.npz"]));
        Assert.Equal(0, _files.Count);
    }
}
