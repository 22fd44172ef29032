using Dataflow.Nodes.Wire;

namespace Dataflow.Client.Tests;

/// <summary>A network in which nothing answers and nothing fails: who connects waits until he gives up.</summary>
internal sealed class SilentLinks : ILinkFactory
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when somebody has begun to connect.</summary>
    public Task Asked => _asked.Task;

    public Task<ILink> ConnectAsync(string address, ILinkReader reader, CancellationToken cancellation)
    {
        var never = new TaskCompletionSource<ILink>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.Register(() => never.TrySetCanceled(cancellation));
        _asked.TrySetResult();
        return never.Task;
    }
}
