using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// Opening a graph for a tenure: claim, read, seal, in this order and under the folder's lock. Why in this order stands
/// with <see cref="DirectoryGraphLog"/>.
/// </summary>
internal sealed class GraphOpening(GraphFolder folder, StoreSettings settings, Tenure tenure)
{
    public async Task<IGraphLog> RunAsync(CancellationToken cancellation)
    {
        folder.Create();
        using IDisposable _ = await FolderLock.TakeAsync(
            folder.Lock, settings.Options.Patience, settings.Time, cancellation).ConfigureAwait(false);
        TenureClaim? claim = null;
        MarkFile? mark = null;
        try
        {
            claim = new TenureClaim(folder.Claim);
            mark = new MarkFile(folder.Mark, settings);
            return Open(claim, mark);
        }
        catch
        {
            claim?.Dispose();
            mark?.Dispose();
            throw;
        }
    }

    private DirectoryGraphLog Open(TenureClaim claim, MarkFile markFile)
    {
        JournalName[] journals = folder.Journals();
        claim.RequireNoneLater(tenure, journals);
        Generation newest = journals.Length == 0 ? default : journals[^1].Generation;
        StoreMark? mark = markFile.Read();
        MarkRules.RequireNewest(folder, mark, claim.Generation, newest);
        if (mark is null && newest == default) markFile.Begin();
        if (newest == default || !folder.IsNamed) folder.Settle(settings.Disk);
        Generation generation = newest.Next;
        claim.Make(tenure, generation, settings.Disk);
        GraphRecovery opened = GraphRecovery.Read(folder);
        MarkRules.RequireAll(folder, mark, opened);
        if (MarkRules.Gone(folder, markFile, mark, opened) is { } gone) opened.Note(gone);
        if (mark is null && newest != default) markFile.Begin();
        List<JournalPart> before = IsDue(opened) ? [] : opened.Parts;
        JournalFile file = WriteJournal(folder.Journal(generation, tenure), opened, before);
        HashSet<string> needed = [.. opened.Files, .. before.Select(NameOf), Path.GetFileName(file.Name.Path)];
        var log = new DirectoryGraphLog(opened, folder, settings, claim, markFile, file, before);
        folder.DeleteBut(needed, settings.Disk);
        return log;
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
