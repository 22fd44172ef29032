using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// A graph's log in a directory. A step is one record of the journal, and the record one write and one flush; arrays
/// that are large are in files by then.
/// </summary>
/// <remarks>
/// Why an earlier tenure's step is kept exactly when its append succeeds. Whoever opens the graph, in this order and
/// under the folder's lock: (O1) claims it in the claim's file, (O2) reads the journals, (O3) publishes a journal whose
/// header seals the newest one where it ended in O2. Whoever appends, without the lock: (A1) writes the record and
/// flushes it, (A2) looks whether the claim is still its own. Files of one machine are read as they were written last.
/// If A2 finds its own claim, O1 comes after A2, so O2 comes after A1 and reads the record: it succeeds and is seen. If
/// A2 finds another claim, the record may or may not have been read, and only the seal knows. So the appender takes the
/// lock, by which it waits until the other has published its seal or has died, and reads it: a record within the seal
/// is kept, and the append succeeds; one beyond it is never read by anybody, and the append fails. If there is no seal,
/// the other has died or given up, nobody can seal while the lock is held, and the record is cut off. The same is done
/// when writing fails, for a record that could not be flushed may have been read nevertheless.
/// Appends need no lock, so a process that is stopped in the middle of one keeps nobody from opening.
/// </remarks>
internal sealed partial class DirectoryGraphLog : IGraphLog
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly GraphFolder _folder;
    private readonly StoreSettings _settings;
    private readonly Tenure _tenure;
    private readonly TenureClaim _claim;
    private readonly MarkFile _mark;
    private readonly GraphTally _tally;
    private readonly List<JournalPart> _before;
    private JournalFile _file;
    private long _arrays;
    private bool _mustTakeBack;
    private bool _mustFlushFolder;
    private bool _isClosed;

    /// <param name="opened">What was found.</param>
    /// <param name="folder">Where it is.</param>
    /// <param name="settings">How to go about it.</param>
    /// <param name="claim">This tenure's.</param>
    /// <param name="mark">Where it is noted how far the graph has got; disposed of with this.</param>
    /// <param name="file">This tenure's journal, published.</param>
    /// <param name="before">The journals that are still needed besides.</param>
    public DirectoryGraphLog(
        GraphRecovery opened, GraphFolder folder, StoreSettings settings, TenureClaim claim, MarkFile mark,
        JournalFile file, List<JournalPart> before)
    {
        (Content, _tally, _folder, _settings, _claim, _file) =
            (opened.Content, opened.Tally, folder, settings, claim, file);
        (_tenure, _before, _mark) = (file.Name.Tenure, before, mark);
        Mark();
    }

    public StoredGraph Content { get; }

    public async Task AppendAsync(StoredStep step, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            await KeepAsync(step).ConfigureAwait(false);
        }
        finally
        {
            EndTurn();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        if (!_isClosed)
        {
            _file.Dispose();
            _mark.Dispose();
            _claim.Dispose();
        }

        _isClosed = true;
        _turn.Release();
    }

    private async Task KeepAsync(StoredStep step)
    {
        var files = new List<string>();
        bool isKept = false;
        try
        {
            if (_mustTakeBack) await SettleAsync(long.MaxValue).ConfigureAwait(false);
            if (!_claim.IsMine) throw FencedOff();
            StoredRecord? record = Prepare(step, files);
            if (record is not null) await WriteAsync(record).ConfigureAwait(false);
            isKept = true;
        }
        catch (Exception error) when (IsOfDisk(error))
        {
            throw NotKept(step, error);
        }
        finally
        {
            // A record that could not be taken back may be read, and needs its files then.
            if (!isKept && !_mustTakeBack) files.ForEach(file => GraphFolder.TryDelete(file, _settings.Disk));
        }
    }

    /// <summary>Makes the record, its arrays in files that stay; null when there is nothing new in the step.</summary>
    private StoredRecord? Prepare(StoredStep step, List<string> files)
    {
        StoredRecord? record = StepRecord.Of(step, _tally, _settings.Options.InlineBytes, array =>
        {
            string path = _folder.In(GraphFolder.Array(_file.Name.Generation, ++_arrays));
            files.Add(path);
            return KeptArrays.InFile(array, path, _settings.Disk);
        });
        if (files.Count > 0 || _mustFlushFolder) _settings.Disk.FlushFolder(_folder.Path);
        _mustFlushFolder = false;
        return record;
    }

    private async Task WriteAsync(StoredRecord record)
    {
        byte[] frame = _file.Encode(record);
        long end = _file.Bytes + frame.Length;
        try
        {
            _file.Write(frame);
            _file.Flush();
            if (!_claim.IsMine && !await SettleAsync(end).ConfigureAwait(false)) throw FencedOff();
        }
        catch (Exception error) when (IsOfDisk(error))
        {
            if (!await SettleAsync(end).ConfigureAwait(false)) throw;
        }

        _file.Count(frame);
        _tally.Take(record, Supersede);
        Mark();
    }

    /// <summary>
    /// Notes how far the graph has got, when all of that is on disk. An earlier tenure leaves it to the later one.
    /// </summary>
    private void Mark()
    {
        if (!_claim.IsMine) return;
        JournalName journal = _file.Name;
        _mark.Note(new StoreMark(
            journal.Generation, journal.Tenure, _file.Bytes, _file.Sequence - 1, _tally.Revision));
    }

    /// <summary>Finds out whether the record that ends there is kept; takes it back if nobody has read it.</summary>
    private async Task<bool> SettleAsync(long end)
    {
        _mustTakeBack = true;
        using IDisposable _ = await FolderLock.TakeAsync(
            _folder.Lock, FolderLock.Forever, _settings.Time, CancellationToken.None).ConfigureAwait(false);
        bool isKept = false;
        StoredSeal? seal = _claim.IsMine ? null : JournalChain.SealOf(_folder, _file.Name.Generation);
        if (seal is null) _file.TakeBack();
        else isKept = seal.Bytes >= end;
        _mustTakeBack = false;
        return isKept;
    }

    private FencedOffException FencedOff() => new(_claim.Tenure, _tenure);

    private static bool IsOfDisk(Exception error) =>
        error is (IOException and not FencedOffException) or UnauthorizedAccessException;

    private IOException NotKept(StoredStep step, Exception error) => error is UnauthorizedAccessException
        ? new StoreAccessException(NotKeptText(step, error), error)
        : new IOException(NotKeptText(step, error), error);

    private string NotKeptText(StoredStep step, Exception error) =>
        $"revision {step.Revision} of graph '{_folder.Graph}' was not kept in {_folder.Path}: {error.Message} "
        + (_mustTakeBack
            ? "What was written of it could not be taken back yet, so it may be found when the graph is opened."
            : "Nothing of it is left.")
        + " The next one is tried as usual. If the disk is full, make room.";
}

