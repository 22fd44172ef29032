using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Client.Tests;

/// <summary>A log that is asked and does not answer before it is told to.</summary>
internal sealed class BusyLog : IGraphLog
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoredGraph Content => StoredGraph.Empty;

    /// <summary>Done when a step has come.</summary>
    public Task Asked => _asked.Task;

    /// <summary>An embedded engine that keeps its assignments here.</summary>
    public Context Serve() =>
        new(new Engine(new ShardsOfLength(int.MaxValue), ShardLimits.Default, new WorkersDispatcher(), this));

    /// <summary>Answers what was asked, and from now on at once.</summary>
    public void Answer() => _answer.TrySetResult();

    public Task AppendAsync(StoredStep step, CancellationToken cancellation = default)
    {
        _asked.TrySetResult();
        return _answer.Task;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
