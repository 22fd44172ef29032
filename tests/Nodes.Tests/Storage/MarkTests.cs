using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using Dataflow.TestKit.Histories;
using static Dataflow.Nodes.Tests.Storage.StoreFixture;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>A store knows how far a graph had got: less is refused, and what it cannot know is told.</summary>
public sealed class MarkTests : IDisposable
{
    private static readonly StoredStep[] Steps = [Step(1, 1), Step(2, 2, 3), Step(3, 4), Step(4, 5)];
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)] // with journals that were put together
    public async Task Open_WithTheNewestJournalDeleted_IsRefusedAndChangesNothing(int openings)
    {
        for (int i = 0; i < openings; i++) await _fixture.AppendAsync(i + 1, Step(i + 1, i));
        string journal = _fixture.Journal;
        File.Delete(journal);
        await AssertRefusedAsync(journal, "found no such file");
    }

    [Fact]
    public async Task Open_WithAFolderInPlaceOfTheOnlyJournal_IsRefused()
    {
        await _fixture.AppendAsync(1, Steps);
        string journal = _fixture.Journal;
        File.Delete(journal);
        Directory.CreateDirectory(journal);
        await AssertRefusedAsync(journal, "found a folder");
    }

    [Fact]
    public async Task Open_WithTheNewestJournalCutAnywhere_IsRefused()
    {
        await _fixture.AppendAsync(1, Steps[..2]);
        await _fixture.AppendAsync(2, Steps[2..]);
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        for (int bytes = 0; bytes < journal.Length; bytes++)
        {
            File.WriteAllBytes(_fixture.Journal, journal[..bytes]);
            await AssertRefusedAsync(_fixture.Journal, "at byte ");
        }
    }

    [Fact]
    public async Task Open_WithTheLastRecordDamaged_IsRefused()
    {
        await _fixture.AppendAsync(1, Steps);
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        journal[^1] ^= 1;
        File.WriteAllBytes(_fixture.Journal, journal);
        await AssertRefusedAsync(
            _fixture.Journal, $"at byte {PlacesOf(journal)[^2]}: expected {journal.Length} bytes, up to revision 4");
    }

    [Fact]
    public async Task Open_WhenEachFileIsSpoiledInTurn_IsRefusedOrWarnsOrHasAll()
    {
        await _fixture.AppendAsync(1, Steps[0], Step(2, new double[100]));
        SortedDictionary<string, byte[]> earlier = _fixture.Files();
        await _fixture.AppendAsync(2, Step(3, new double[90]), Step(4, 5, 6));
        SortedDictionary<string, byte[]> files = _fixture.Files();
        string all = await ExpectAsync([Steps[0], Step(2, new double[100]), Step(3, new double[90]), Step(4, 5, 6)]);
        foreach (string path in files.Keys)
        {
            foreach (Action<string> spoil in Spoilings(earlier))
            {
                _fixture.PutBack(files);
                spoil(path);
                await AssertNothingIsLostInSilenceAsync(all);
                if (Directory.Exists(path)) Directory.Delete(path);
            }
        }
    }

    [Fact]
    public async Task Open_WithTheMarkGone_WarnsAndMarksAnew()
    {
        await _fixture.AppendAsync(1, Steps);
        File.Delete(_fixture.Mark);
        StoredGraph opened = await _fixture.LoadAsync(2);
        Assert.Contains($"{_fixture.Mark} is missing", Assert.Single(opened.Notes), StringComparison.Ordinal);
        Assert.Equal(await ExpectAsync(Steps), StoredText.Of(opened));
        Assert.Empty((await _fixture.LoadAsync(3)).Notes);
        File.Delete(_fixture.Journal);
        await Assert.ThrowsAsync<StoreDamagedException>(() => _fixture.LoadAsync(4));
    }

    [Fact]
    public async Task Open_WithTheMarkAndTheNewestJournalGone_Warns()
    {
        await _fixture.AppendAsync(1, Steps[0]);
        await _fixture.AppendAsync(2, Steps[1]);
        File.Delete(_fixture.Mark);
        File.Delete(_fixture.Journal);
        StoredGraph opened = await _fixture.LoadAsync();
        Assert.Contains("after revision 1 was not checked", Assert.Single(opened.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithTheMarkAndAllJournalsGone_IsRefusedByWhoOwnedThem()
    {
        await _fixture.AppendAsync(1, Steps[0]);
        File.Delete(_fixture.Mark);
        File.Delete(_fixture.Journal);
        await AssertRefusedAsync(Path.Combine(_fixture.Folder, "owner"), "found no journal");
    }

    [Fact]
    public async Task Open_OfAStoreOfTheVersionBefore_IsAcceptedAndMarked()
    {
        await _fixture.AppendAsync(1, Steps);
        byte[] journal = File.ReadAllBytes(_fixture.Journal);
        File.WriteAllBytes(_fixture.Journal, Unmarked(journal, new Generation(1)));
        File.Delete(_fixture.Mark);
        StoredGraph opened = await _fixture.LoadAsync(2);
        Assert.Empty(opened.Notes);
        Assert.Equal(await ExpectAsync(Steps), StoredText.Of(opened));
        File.Delete(_fixture.Journal);
        await Assert.ThrowsAsync<StoreDamagedException>(() => _fixture.LoadAsync(3));
    }

    [Fact]
    public async Task Append_ManyTimes_WaitsForTheDiskOnceEachAndTheMarkOnceASecond()
    {
        var flushed = new List<string>();
        var disk = new FaultyDisk { Before = (act, path) => { if (act == DiskAct.Flush) flushed.Add(path); } };
        var time = new HandTime();
        await using IGraphLog log = await _fixture.Store(disk, time: time).OpenAsync(Graph, new(1));
        time.Advance(TimeSpan.FromSeconds(1));
        flushed.Clear();
        for (int i = 1; i <= 100; i++) await log.AppendAsync(Step(i, i));
        Assert.Equal(Enumerable.Repeat(_fixture.Journal, 100), flushed);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(_fixture.Mark, Assert.Single(flushed.Skip(100)));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(101, flushed.Count);
    }

    [Fact]
    public async Task Append_WhenALaterTenureOpensBeforeItIsMarked_LeavesTheLaterMark()
    {
        var disk = new FaultyDisk();
        await using (IGraphLog earlier = await _fixture.Store(disk).OpenAsync(Graph, new(1)))
        {
            bool isOpened = false;
            disk.Before = (act, path) =>
            {
                if (act != DiskAct.Write || path != _fixture.Mark || isOpened) return;
                isOpened = true;
                _fixture.AppendAsync(2, Step(2, 2)).GetAwaiter().GetResult();
            };
            await earlier.AppendAsync(Step(1, 1));
            Assert.True(isOpened);
        }

        string journal = _fixture.Journal;
        File.Delete(journal);
        await AssertRefusedAsync(journal, "found no such file");
    }

    [Fact]
    public async Task Append_WhenTheMarkCannotBeWritten_IsKeptAndReportedOnce()
    {
        List<string> reports = [];
        var disk = new FaultyDisk();
        await using (IGraphLog log = await _fixture.Store(disk, report: reports.Add).OpenAsync(Graph, new(1)))
        {
            disk.Before = (act, path) =>
            {
                if (act == DiskAct.Write && path == _fixture.Mark) throw new IOException("no");
            };
            foreach (StoredStep step in Steps) await log.AppendAsync(step);
        }

        Assert.Contains(_fixture.Mark, Assert.Single(reports), StringComparison.Ordinal);
        Assert.Equal(await ExpectAsync(Steps), StoredText.Of(await _fixture.LoadAsync()));
    }

    [Fact]
    public void Decode_OfAMarkWithAnyBitFlipped_IsNone()
    {
        StoreMark mark = new(new Generation(3), new Tenure(-5), 1_000, 12, new Revision(7));
        byte[] bytes = mark.Encode();
        Assert.Equal(mark, StoreMark.Decode(bytes));
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(StoreMark.Decode(flipped));
        }

        Assert.Null(StoreMark.Decode(new byte[StoreMark.EncodedBytes]));
    }

    /// <summary>What people, programs and disks do to a file.</summary>
    private static IEnumerable<Action<string>> Spoilings(SortedDictionary<string, byte[]> earlier) =>
    [
        File.Delete,
        path => File.WriteAllBytes(path, []),
        path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^(int)Math.Min(1, new FileInfo(path).Length)]),
        path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..(int)(new FileInfo(path).Length / 2)]),
        path =>
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        },
        path =>
        {
            if (earlier.TryGetValue(path, out byte[]? bytes)) File.WriteAllBytes(path, bytes);
        },
    ];

    private async Task AssertNothingIsLostInSilenceAsync(string all)
    {
        try
        {
            StoredGraph opened = await _fixture.LoadAsync();
            if (opened.Notes.Count == 0) Assert.Equal(all, StoredText.Of(opened));
        }
        catch (IOException refused)
        {
            Assert.Contains(_fixture.Folder, refused.Message, StringComparison.Ordinal);
        }
    }

    private async Task AssertRefusedAsync(string file, string text)
    {
        SortedDictionary<string, byte[]> before = _fixture.Files();
        var error = await Assert.ThrowsAsync<StoreDamagedException>(() => _fixture.LoadAsync());
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        SortedDictionary<string, byte[]> after = _fixture.Files();
        Assert.Equal(before.Keys, after.Keys.Where(path => path != _fixture.Mark || before.ContainsKey(path)));
        foreach (string path in before.Keys.Where(path => Path.GetFileName(path) != "owner"))
            Assert.Equal(before[path], after[path]);
    }

    /// <summary>A journal as it was written when there were no marks.</summary>
    private static byte[] Unmarked(byte[] journal, Generation generation)
    {
        int end = PlacesOf(journal)[1];
        const int start = JournalFrame.HeadBytes;
        StoredHeader header = StoredHeader.Parser.ParseFrom(journal, start, end - start);
        header.IsMarked = false;
        byte[] head = JournalFrame.Encode(header, JournalFrame.SequenceOf(journal), generation);
        return [.. head, .. journal[end..]];
    }
}
