namespace Dataflow.Nodes.Storage;

/// <summary>
/// After an append, when the files have grown: what is live is written to a new journal, and what nobody needs is
/// deleted. The append is acknowledged before; the next one waits.
/// </summary>
/// <remarks>
/// At each moment the newest journal that has its name, with those that it goes on from, holds everything: the new one
/// gets its name when it is on disk as a whole, and files are deleted when the name is on disk too. Whoever opens
/// deletes what is left over. Giving the name needs the lock and one's own claim, so that it never hides what a later
/// tenure has published. Deleting needs neither: no journal that can still be read needs these files.
/// </remarks>
internal sealed partial class DirectoryGraphLog
{
    private readonly List<string> _superseded = [];
    private long _supersededBytes;
    private long _notBefore;

    private void EndTurn()
    {
        if (IsDue()) _ = CompactInTurnAsync();
        else _turn.Release();
    }

    private bool IsDue()
    {
        if (_isClosed || _mustTakeBack || JournalBytes + _supersededBytes < _notBefore) return false;
        return _settings.IsDue(JournalBytes, _tally.LiveBytes)
            || _settings.IsDue(_supersededBytes + _tally.LiveFileBytes, _tally.LiveFileBytes);
    }

    private long JournalBytes => _before.Sum(part => part.Bytes) + _file.Bytes;

    private async Task CompactInTurnAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await CompactAsync().ConfigureAwait(false);
            _notBefore = 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Everything is as it was, only longer; the next try is when it has grown as much again.
            _notBefore = 2 * (JournalBytes + _supersededBytes);
            _settings.Report($"graph '{_folder.Graph}' was not compacted: {error.Message}");
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task CompactAsync()
    {
        List<JournalPart> parts = [.. _before, new JournalPart(_file.Name, _file.Bytes)];
        var file = new JournalFile(_folder.Journal(_file.Name.Generation.Next, _tenure), _settings.Disk);
        try
        {
            file.Begin(JournalFormat.HeaderOf(file.Name, isWhole: true, _file.Seals), _file.Sequence);
            JournalCompaction.Write(file, _folder, parts, _tally);
            file.Flush();
            if (!await PublishAsync(file).ConfigureAwait(false))
            {
                file.Abandon();
                return;
            }
        }
        catch
        {
            file.Abandon();
            throw;
        }

        GoOnWith(file);
        _settings.Disk.FlushFolder(_folder.Path);
        _mustFlushFolder = false;
        Mark();
        DeleteOld(parts);
    }

    private async Task<bool> PublishAsync(JournalFile file)
    {
        using IDisposable _ = await FolderLock.TakeAsync(
            _folder.Lock, _settings.Options.Patience, _settings.Time, CancellationToken.None).ConfigureAwait(false);
        if (!_claim.IsMine) return false;
        file.Publish();
        return true;
    }

    /// <summary>From here on the new journal is the one that is read, whatever happens to its name's flush.</summary>
    private void GoOnWith(JournalFile file)
    {
        _file.Dispose();
        _file = file;
        _before.Clear();
        _mustFlushFolder = true;
    }

    private void Supersede(string file, long bytes)
    {
        _superseded.Add(file);
        _supersededBytes += bytes;
    }

    private void DeleteOld(List<JournalPart> parts)
    {
        foreach (JournalPart part in parts) GraphFolder.TryDelete(part.Name.Path, _settings.Disk);
        foreach (string array in _superseded) GraphFolder.TryDelete(_folder.In(array), _settings.Disk);
        _superseded.Clear();
        _supersededBytes = 0;
    }
}
