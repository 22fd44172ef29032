using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class FileReplacementTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_WhereNothingIs_MakesTheFile()
    {
        FileReplacement.Write(_files["a"], stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_files["a"]));
        Assert.Equal(1, _files.Count);
    }

    [Fact]
    public void Write_WhileItWrites_LeavesTheOldFileReadable()
    {
        File.WriteAllBytes(_files["a"], [9, 9, 9, 9]);
        FileReplacement.Write(_files["a"], stream =>
        {
            stream.Write([1]);
            stream.Flush();
            Assert.Equal([9, 9, 9, 9], File.ReadAllBytes(_files["a"]));
        });
        Assert.Equal([1], File.ReadAllBytes(_files["a"]));
        Assert.Equal(1, _files.Count);
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileAndNoOther()
    {
        File.WriteAllBytes(_files["a"], [9]);
        Assert.Throws<FormatException>(() => FileReplacement.Write(_files["a"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new FormatException();
        }));
        Assert.Equal([9], File.ReadAllBytes(_files["a"]));
        Assert.Equal(1, _files.Count);
    }

    [Fact]
    public void Write_OverAFolder_FailsAndLeavesNoFile()
    {
        Directory.CreateDirectory(_files["a"]);
        Assert.ThrowsAny<Exception>(() => FileReplacement.Write(_files["a"], stream => stream.WriteByte(1)));
        Assert.Equal(0, _files.Count);
        Assert.True(Directory.Exists(_files["a"]));
    }

    [Fact]
    public void Write_InNoFolder_Fails() => Assert.Throws<DirectoryNotFoundException>(
        () => FileReplacement.Write(Path.Combine(_files["none"], "a"), stream => stream.WriteByte(1)));

    [Fact]
    public void Write_WithoutAPath_Fails() =>
        Assert.Throws<ArgumentException>(() => FileReplacement.Write("", stream => stream.WriteByte(1)));
}
