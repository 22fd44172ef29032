using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>Names of folders.</summary>
public sealed class GraphNameTests
{
    [Theory]
    [InlineData("prices-2_a", "g-prices-2_a")]
    [InlineData("A.b", "g-%41%2eb")]
    [InlineData("", "g-")]
    [InlineData("é", "g-%u00e9")]
    public void FolderOf_AName_EscapesWhatSomeFileSystemDoesNotTake(string name, string folder)
    {
        Assert.Equal(folder, GraphName.FolderOf(name));
        Assert.Equal(name, GraphName.OfFolder(folder));
    }

    [Fact]
    public void FolderOf_LongNames_IsShortAndDiffers()
    {
        IEnumerable<string> names = Enumerable.Range(199, 200).Select(length => new string('x', length));
        string[] folders = [.. names.Select(GraphName.FolderOf)];
        Assert.Equal(folders.Length, folders.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(folders, folder => Assert.InRange(folder.Length, 1, 202));
    }

    [Theory]
    [InlineData("g-%4")]
    [InlineData("g-%zz")]
    [InlineData("g-%61")]
    [InlineData("g-A")]
    [InlineData("x")]
    public void OfFolder_OfAnotherName_IsNone(string folder) => Assert.Null(GraphName.OfFolder(folder));

    [Fact]
    public void Checked_OutOfItsRange_SaysWhichAndTheRange()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new DirectoryStoreOptions { CompactionFloorBytes = 1 }.Checked());
        Assert.Contains(
            "CompactionFloorBytes is 1; it can be 16 KiB to 1 TiB", error.Message, StringComparison.Ordinal);
        Assert.Equal(DirectoryStoreOptions.Default, DirectoryStoreOptions.Default.Checked());
    }
}
