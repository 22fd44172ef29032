using Dataflow.Host.Members;
using Dataflow.Host.Options;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host;

/// <summary>The one place that picks the parts of a member by its options.</summary>
internal static partial class Composition
{
    /// <param name="options">What the member was told.</param>
    /// <param name="address">What others connect to.</param>
    /// <param name="logs">Where it logs.</param>
    public static IMemberService CreateMember(HostOptions options, HostAddress address, ILoggerFactory logs)
    {
        Parallelism.Threads = options.Member.Threads;
        return new Bystander(logs.CreateLogger("Dataflow.Member"));
    }

    /// <summary>A process that has no engine of a cluster: it is up, and takes no connection.</summary>
    private sealed partial class Bystander(ILogger log) : IMemberService
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsReady { get; private set; }

        public string State { get; private set; } = "joining";

        public long Epoch => 0;

        public Task Stopped => _stopped.Task;

        public Task StartAsync(CancellationToken cancellation)
        {
            (IsReady, State) = (true, "up");
            return Task.CompletedTask;
        }

        public Task ServeAsync(ConnectionContext connection)
        {
            Refused(log, connection.RemoteEndPoint?.ToString());
            return Task.CompletedTask;
        }

        public Task LeaveAsync(CancellationToken cancellation)
        {
            (IsReady, State) = (false, "down");
            _stopped.TrySetResult();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        [LoggerMessage(20, LogLevel.Warning, "refused a connection from {Peer}: there is no engine behind this member")]
        private static partial void Refused(ILogger log, string? peer);
    }
}
