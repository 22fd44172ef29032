namespace Dataflow.Nodes.Storage;

/// <summary>
/// Keeps graphs in a directory, a folder each. What was appended survives the end of all processes and a loss of power,
/// as far as the disk keeps what it has confirmed. Processes of one machine may share the directory; it must not be on
/// a network file system. <c>docs/storage.md</c> says what is in the files.
/// </summary>
internal sealed class DirectoryGraphStore : IGraphStore
{
    private const int ReadOnlyFileSystem = 30; // EROFS

    private readonly string _root;
    private readonly StoreSettings _settings;

    /// <param name="root">The directory; made if it is not there.</param>
    /// <param name="time">By which waiting for another process ends.</param>
    /// <param name="options">How it goes about its files.</param>
    /// <param name="report">Is told what went wrong where nobody waits for an answer.</param>
    /// <param name="disk">Stands in for the disk, in tests.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The directory cannot be made.</exception>
    public DirectoryGraphStore(
        string root, TimeProvider time, DirectoryStoreOptions? options = null, Action<string>? report = null,
        Disk? disk = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _root = Path.GetFullPath(root);
        _settings = new StoreSettings(
            (options ?? DirectoryStoreOptions.Default).Checked(), time, disk ?? Disk.Real, report ?? (static _ => { }));
        if (Directory.Exists(_root)) return;
        Directory.CreateDirectory(_root);
        if (Path.GetDirectoryName(_root) is { } parent) _settings.Disk.FlushFolder(parent);
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return [.. Directory.EnumerateDirectories(_root).Select(GraphFolder.NameOf).OfType<string>()
            .Order(StringComparer.Ordinal)];
    }

    public async Task<IGraphLog> OpenAsync(string graph, Tenure tenure, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        cancellation.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var folder = new GraphFolder(_root, graph);
        try
        {
            return await new GraphOpening(folder, _settings, tenure).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (IsOfAccess(error, folder))
        {
            throw new StoreAccessException(
                $"{folder.Path} cannot be read and written: {error.Message} Expected a folder, in which this process "
                + "may read and write all files.", error);
        }
    }

    public async Task<bool> DeleteAsync(string graph, Tenure tenure, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        cancellation.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var folder = new GraphFolder(_root, graph);
        try
        {
            return await new GraphDeletion(folder, _settings, tenure).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreAccessException($"{folder.Path} cannot be deleted: {error.Message}", error);
        }
    }

    /// <summary>Whether it is so until somebody changes it: a full disk may have room soon.</summary>
    private static bool IsOfAccess(Exception error, GraphFolder folder) =>
        error is UnauthorizedAccessException or DirectoryNotFoundException
        || (error is IOException && (File.Exists(folder.Path) || error.HResult == ReadOnlyFileSystem));
}
