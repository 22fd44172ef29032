using Dataflow.Host.Members;
using Dataflow.Host.Options;

namespace Dataflow.Host.Tests.Members;

/// <summary>A member that does what a test tells it.</summary>
internal sealed class FakeMember : IMemberService
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HostAddress Address { get; } = new("tcp", "127.0.0.1", 4510);

    public bool IsReady { get; set; }

    public string State => IsReady ? "up" : "joining";

    public long Epoch => 7;

    public Task Stopped => _stopped.Task;

    public Func<CancellationToken, Task> Start { get; init; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> Leave { get; init; } = _ => Task.CompletedTask;

    /// <summary>Done when it was asked to start.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsDisposed { get; private set; }

    public Task StartAsync(CancellationToken cancellation)
    {
        Started.SetResult();
        return Start(cancellation);
    }

    public Task LeaveAsync(CancellationToken cancellation) => Leave(cancellation);

    public void Fail(Exception error) => _stopped.SetException(error);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
