using Dataflow.Nodes.Storage;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Stores;

/// <summary>The store in a directory, with files and compactions already for small graphs.</summary>
public sealed class DirectoryGraphStoreTests : GraphStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override IGraphStore Open() => new DirectoryGraphStore(
        _folder.Path, TimeProvider.System,
        new DirectoryStoreOptions { InlineBytes = 64, CompactionFloorBytes = 16 << 10, Journals = 4 });
}
