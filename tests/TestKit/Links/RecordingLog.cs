using Dataflow.Nodes.Storage;

namespace Dataflow.TestKit.Links;

/// <summary>A log that keeps every step, so that tests see what was applied, how often and in which order.</summary>
internal sealed class RecordingLog : IGraphLog
{
    private readonly List<StoredStep> _steps = [];

    public StoredGraph Content => StoredGraph.Empty;

    public IReadOnlyList<StoredStep> Steps
    {
        get
        {
            lock (_steps) return [.. _steps];
        }
    }

    /// <summary>Refuses steps for as long as it is set.</summary>
    public IOException? Refusal { get; set; }

    public Task AppendAsync(StoredStep step, CancellationToken cancellation = default)
    {
        if (Refusal is { } refusal) return Task.FromException(refusal);
        lock (_steps) _steps.Add(step);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
