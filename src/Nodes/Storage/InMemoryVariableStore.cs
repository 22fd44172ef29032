namespace Dataflow.Nodes.Storage;

/// <summary>
/// Keeps variables as long as the process lives: for an embedded engine that is taken down and set up again.
/// </summary>
internal sealed class InMemoryVariableStore : IVariableStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, StoredValue> _values = [];

    public Task SaveAsync(StoredStep step, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled(cancellation);
        lock (_gate)
        {
            foreach ((NodeId variable, NdArray value) in step.Values)
            {
                Keep(variable, new StoredValue(value, step.Revision));
            }
        }

        return Task.CompletedTask;
    }

    public Task<StoredValue?> LoadAsync(NodeId variable, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<StoredValue?>(cancellation);
        lock (_gate) return Task.FromResult(_values.GetValueOrDefault(variable));
    }

    private void Keep(NodeId variable, StoredValue value)
    {
        if (_values.TryGetValue(variable, out StoredValue? kept) && kept.Revision >= value.Revision) return;
        _values[variable] = value;
    }
}
