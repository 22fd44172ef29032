using Dataflow.Host.Options;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Members;

/// <summary>A member that listens on a real address. It is made when its port is known.</summary>
internal sealed partial class ClusterMember(
    HostOptions options, ServingOptions serving, TimeProvider time, ILoggerFactory logs,
    Func<ClusterMember, ComposedMember> make) : IMemberService, ILinkAcceptor, IMemberLog
{
    private readonly ILogger _log = logs.CreateLogger("Dataflow.Member");
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkServer? _server;
    private ITimer? _looks;
    private volatile ComposedMember? _parts;

    public HostAddress Address { get; private set; } = options.Member.Advertise ?? options.Member.Listen;

    public bool IsReady => _parts?.Member.IsReady ?? false;

    public string State => StateOf(_parts?.Member);

    public long Epoch => _parts?.Member.View.Epoch ?? 0;

    public Task Stopped => _stopped.Task;

    private RunningMember Member => _parts!.Member;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await BindException.ToldAsync("member:listen", options.Member.Listen, async () =>
            _server = await LinkServer.StartAsync(serving, this, time, logs, cancellation));
        if (options.Member.Advertise is null)
            Address = Address with { Port = LinkAddress.Parse(_server!.Address).Port };
        _parts = make(this);
        Member.Start(_parts.Table);
        _looks = time.CreateTimer(_ => Member.LookAlive(), null, SignsOfLife.Interval, SignsOfLife.Interval);
        await (await Task.WhenAny(_ready.Task, _stopped.Task).WaitAsync(cancellation));
    }

    public async Task LeaveAsync(CancellationToken cancellation)
    {
        Member.Leave();
        await Member.Left.WaitAsync(cancellation);
        _stopped.TrySetResult();
    }

    public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
    {
        refusal = $"member '{options.Member.Name}' is starting; try again";
        if (_parts is null) return null;
        return hello.Kind == Handshake.Member ? Member.AcceptMember(hello.Name) : Member.AcceptClient(link);
    }

    /// <summary>There is no connection to another member.</summary>
    public void Unreachable(string address, WireException error)
    {
        NoLink(_log, options.Member.Name, address, error.Message);
        if (error.IsRefusal && !_ready.Task.IsCompleted) Stop(error.Message);
    }

    public void Happened(string what)
    {
        Told(_log, options.Member.Name, what);
        if (IsReady) _ready.TrySetResult();
    }

    public void Warned(string what) => Odd(_log, options.Member.Name, what);

    public void Failed(string what, Exception? exception) => Wrong(_log, options.Member.Name, what, exception);

    public void Refused(string why) => Stop(why);

    public async ValueTask DisposeAsync()
    {
        if (_looks is not null) await _looks.DisposeAsync();
        _parts?.Member.Stop();
        if (_server is not null) await _server.DisposeAsync();
        if (_parts is not null) await _parts.DisposeAsync();
    }

    private void Stop(string why) => _stopped.TrySetException(new MemberRefusedException(
        $"the cluster does not take member '{options.Member.Name}' at {Address}: {why}"));

    private static string StateOf(RunningMember? member)
    {
        if (member is null || member.Life == 0) return "joining";
        return member.View.Find(member.Life) is { } life ? MemberEntry.TextOf(life.State) : "down";
    }

    [LoggerMessage(10, LogLevel.Information, "member {Member}: {What}")]
    private static partial void Told(ILogger log, string member, string what);

    [LoggerMessage(11, LogLevel.Error, "member {Member}: {What}")]
    private static partial void Wrong(ILogger log, string member, string what, Exception? exception);

    [LoggerMessage(13, LogLevel.Warning, "member {Member}: {What}")]
    private static partial void Odd(ILogger log, string member, string what);

    [LoggerMessage(12, LogLevel.Warning, "member {Member} has no link to {Address}: {Why}")]
    private static partial void NoLink(ILogger log, string member, string address, string why);
}

/// <summary>What a member is made of, and what ends with it.</summary>
internal sealed record ComposedMember(RunningMember Member, IMembership Table, IReadOnlyList<object> Owned)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (object one in Owned)
        {
            if (one is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else if (one is IDisposable disposable) disposable.Dispose();
        }
    }
}
