using Dataflow.Host.Members;
using Dataflow.Host.Options;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host;

/// <summary>The one place that picks the parts of a member by its options.</summary>
internal static class Composition
{
    /// <param name="options">What the member was told.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="logs">Where it logs.</param>
    /// <exception cref="OptionsException">A file of the options is not what it should be.</exception>
    public static IMemberService CreateMember(HostOptions options, TimeProvider time, ILoggerFactory logs)
    {
        Parallelism.Threads = options.Member.Threads;
        return new Bystander(options, LinksOf(options, TlsFiles.OfMember(options.Security)), time, logs);
    }

    private static ServingOptions LinksOf(HostOptions options, TlsOptions? tls) =>
        new(options.Member.Listen.ToString(), options.Cluster.Name, options.Member.Name)
        {
            Token = options.Security.Token,
            Tls = tls,
            AllowPlainOnAnyAddress = options.Security.AllowPlain,
            Links = new LinkOptions
            {
                MaxFrameBytes = (int)options.Limits.FrameBytes,
                MaxArrayBytes = options.Limits.ArrayBytes ?? new LinkOptions().MaxArrayBytes,
                MaxQueuedBytes = options.Limits.QueuedBytes,
                MaxConnections = options.Limits.Connections,
            },
        };

    /// <summary>A process that has no engine of a cluster: it is up, and lets nobody in.</summary>
    private sealed class Bystander(HostOptions options, ServingOptions serving, TimeProvider time, ILoggerFactory logs)
        : IMemberService, ILinkAcceptor
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private LinkServer? _server;

        public HostAddress Address { get; private set; } = options.Member.Advertise ?? options.Member.Listen;

        public bool IsReady => State == "up";

        public string State { get; private set; } = "joining";

        public long Epoch => 0;

        public Task Stopped => _stopped.Task;

        public async Task StartAsync(CancellationToken cancellation)
        {
            await BindException.ToldAsync("member:listen", options.Member.Listen, async () =>
                _server = await LinkServer.StartAsync(serving, this, time, logs, cancellation));
            if (options.Member.Advertise is null)
                Address = Address with { Port = LinkAddress.Parse(_server!.Address).Port };
            State = "up";
        }

        public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
        {
            refusal = "there is no engine behind this member";
            return null;
        }

        public Task LeaveAsync(CancellationToken cancellation)
        {
            State = "down";
            _stopped.TrySetResult();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
