namespace Dataflow.Nodes.Storage;

/// <summary>
/// Keeps graphs: their definitions, the newest value of each variable, and how far each client's assignments went.
/// Safe for any number of threads.
/// </summary>
internal interface IGraphStore
{
    /// <summary>The names of all graphs that are kept, sorted.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default);

    /// <summary>Opens a graph's log for writing; a new graph begins empty.</summary>
    /// <param name="graph">The graph's name.</param>
    /// <param name="tenure">
    /// In which tenure. From then on every append of an earlier one fails, and none that failed is ever seen.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StoreDamagedException">What is kept was damaged; says where.</exception>
    /// <exception cref="StoreAccessException">This process may not read or write it.</exception>
    /// <exception cref="IOException">It could not be read, or was opened in a later tenure.</exception>
    Task<IGraphLog> OpenAsync(string graph, Tenure tenure, CancellationToken cancellation = default);

    /// <summary>Deletes all that is kept of a graph, without reading it; nothing happens when nothing is.</summary>
    /// <param name="graph">The graph's name.</param>
    /// <param name="tenure">In which tenure; its log was disposed of, and none may have been opened in a later one.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether anything was kept.</returns>
    /// <exception cref="IOException">It could not be deleted, or was opened in a later tenure.</exception>
    Task<bool> DeleteAsync(string graph, Tenure tenure, CancellationToken cancellation = default);
}

/// <summary>A graph's log, in the hands of who has opened it.</summary>
internal interface IGraphLog : IAsyncDisposable
{
    /// <summary>What was kept when the log was opened; each value's array has a lease, the opener's.</summary>
    StoredGraph Content { get; }

    /// <summary>
    /// Keeps a step wholly or not at all; done when it would survive whatever the store promises to survive. A step
    /// that is older than what is kept changes nothing. One append at a time.
    /// </summary>
    /// <exception cref="StoreAwayException">The store cannot be reached; the same step may be tried again.</exception>
    /// <exception cref="StoreInDoubtException">It may be kept or not: the log is of no use any more.</exception>
    /// <exception cref="IOException">It could not be kept, and is not; the next append may be.</exception>
    Task AppendAsync(StoredStep step, CancellationToken cancellation = default);
}
