using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// Opening a graph for an owner: claim, read, seal, in this order and under the folder's lock. Why in this order stands
/// with <see cref="DirectoryGraphLog"/>.
/// </summary>
internal sealed class GraphOpening(GraphFolder folder, StoreSettings settings, long owner)
{
    public async Task<IGraphLog> RunAsync(CancellationToken cancellation)
    {
        folder.Create();
        using IDisposable _ = await FolderLock.TakeAsync(
            folder.Lock, settings.Options.Patience, settings.Time, cancellation).ConfigureAwait(false);
        var claim = new OwnerClaim(folder.Owner);
        try
        {
            return Open(claim);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    private DirectoryGraphLog Open(OwnerClaim claim)
    {
        JournalName[] journals = folder.Journals();
        long latest = journals.Aggregate(claim.Owner, (most, journal) => Math.Max(most, journal.Owner));
        if (owner < latest) throw new FencedOffException(latest, owner);
        if (journals.Length == 0) folder.Settle(settings.Disk);
        long generation = journals.Length == 0 ? 1 : journals[^1].Generation + 1;
        claim.Make(owner, generation, settings.Disk);
        GraphRecovery opened = GraphRecovery.Read(folder);
        List<JournalPart> before = IsDue(opened) ? [] : opened.Parts;
        JournalFile file = WriteJournal(folder.Journal(generation, owner), opened, before);
        HashSet<string> needed = [.. opened.Files, .. before.Select(NameOf), Path.GetFileName(file.Name.Path)];
        folder.DeleteBut(needed, settings.Disk);
        return new DirectoryGraphLog(opened, folder, settings, claim, file, before);
    }

    private bool IsDue(GraphRecovery opened) =>
        opened.Parts.Count >= settings.Options.Journals
        || settings.IsDue(opened.Parts.Sum(part => part.Bytes), opened.Tally.LiveBytes);

    /// <summary>A new journal, which goes on from those before; without any it holds everything itself.</summary>
    private JournalFile WriteJournal(JournalName name, GraphRecovery opened, List<JournalPart> before)
    {
        var file = new JournalFile(name, settings.Disk);
        try
        {
            bool isWhole = before.Count == 0;
            file.Begin(JournalFormat.HeaderOf(name, isWhole, opened.Seals), opened.Sequence);
            if (isWhole) JournalCompaction.Write(file, folder, opened.Parts, opened.Tally);
            else FlushNewest(before[^1].Name.Path);
            file.Flush();
            file.Publish();
            settings.Disk.FlushFolder(folder.Path);
            return file;
        }
        catch
        {
            file.Abandon();
            throw;
        }
    }

    /// <summary>What was read may not be on disk yet, when its writer was killed before it flushed.</summary>
    private void FlushNewest(string path)
    {
        using var journal = File.OpenHandle(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        settings.Disk.Flush(journal, path);
    }

    private static string NameOf(JournalPart part) => Path.GetFileName(part.Name.Path);
}
