namespace Dataflow.Nodes.Storage;

/// <summary>
/// Deleting a graph's folder, under its lock. It gets a name first that is no graph's, and that is what deletes it:
/// whatever interrupts the rest leaves files that nobody reads, which the next deletion takes along.
/// </summary>
internal sealed class GraphDeletion(GraphFolder folder, StoreSettings settings, Tenure tenure)
{
    private const string Deleted = "deleted-";

    private string Root => Path.GetDirectoryName(folder.Path)!;

    /// <summary>False when there is no such folder.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder.Path)) return false;
        using (await FolderLock.TakeAsync(folder.Lock, settings.Options.Patience, settings.Time, cancellation)
            .ConfigureAwait(false))
        {
            RequireLatest();
            Directory.Move(folder.Path, Path.Combine(Root, Deleted + Path.GetRandomFileName()));
        }

        settings.Disk.FlushFolder(Root);
        foreach (string left in Directory.EnumerateDirectories(Root, Deleted + "*")) TryDelete(left);
        return true;
    }

    private void RequireLatest()
    {
        using var claim = new TenureClaim(folder.Claim);
        claim.RequireNoneLater(tenure, folder.Journals());
    }

    private static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It takes room, and does no harm.
        }
    }
}
