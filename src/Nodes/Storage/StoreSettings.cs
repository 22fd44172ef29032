namespace Dataflow.Nodes.Storage;

/// <summary>What the parts of a store in a directory have in common.</summary>
/// <param name="Options">How it goes about its files.</param>
/// <param name="Time">By which waiting for another process ends.</param>
/// <param name="Disk">Its disk.</param>
/// <param name="Report">Is told what went wrong where nobody waits for an answer.</param>
internal sealed record StoreSettings(
    DirectoryStoreOptions Options, TimeProvider Time, Disk Disk, Action<string> Report)
{
    /// <summary>Whether so many bytes, of which so many are live, are to be written anew.</summary>
    public bool IsDue(long bytes, long live)
    {
        long dead = bytes - live;
        return dead > Options.CompactionFloorBytes && dead > (Options.CompactionFactor - 1) * live;
    }
}
