using System.Net;
using Dataflow.Host.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using HostOptions = Dataflow.Host.Options.HostOptions;

namespace Dataflow.Host.Members;

/// <summary>
/// What listens: the member's own address, and health over HTTP. It listens before there is a member, because the
/// system may be asked for a free port; connections wait until there is one.
/// </summary>
internal sealed class MemberServer : IAsyncDisposable
{
    private readonly HostOptions _options;
    private readonly WebApplication _app;
    private readonly TaskCompletionSource<IMemberService> _member =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ListenOptions? _memberPort;
    private ListenOptions? _healthPort;

    public MemberServer(HostOptions options)
    {
        _options = options;
        Address = options.Member.Advertise ?? options.Member.Listen;
        _app = Build();
        _app.Run(new HealthPage(Look).AnswerAsync);
        Logs = _app.Services.GetRequiredService<ILoggerFactory>();
        Log = Logs.CreateLogger("Dataflow.Member");
    }

    public ILoggerFactory Logs { get; }

    public ILogger Log { get; }

    /// <summary>What others connect to; its port is known when it has started.</summary>
    public HostAddress Address { get; private set; }

    /// <summary>Where health is; null: nowhere.</summary>
    public HostAddress? Health { get; private set; }

    /// <returns>What others connect to.</returns>
    /// <exception cref="BindException">An address is in use, or none of this machine.</exception>
    public async Task<HostAddress> StartAsync()
    {
        try
        {
            await _app.StartAsync();
        }
        catch (Exception error) when (BindException.IsAbout(error))
        {
            throw BindException.From(error, _options);
        }

        if (_options.Member.Advertise is null) Address = Address with { Port = _memberPort!.IPEndPoint!.Port };
        if (_options.Health.Listen is { } health) Health = health with { Port = _healthPort!.IPEndPoint!.Port };
        return Address;
    }

    /// <summary>From now on connections are the member's.</summary>
    public void Serve(IMemberService member) => _member.TrySetResult(member);

    public async ValueTask DisposeAsync()
    {
        _member.TrySetCanceled();
        await _app.DisposeAsync();
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        HostLogs.Add(builder.Logging, _options.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = _options.Limits.Connections;
            kestrel.Listen(EndPointOf(_options.Member.Listen), port =>
            {
                _memberPort = port;
                port.Run(ServeAsync);
            });
            if (_options.Health.Listen is { } health)
                kestrel.Listen(EndPointOf(health), port => _healthPort = port);
        });
        return builder.Build();
    }

    private static IPEndPoint EndPointOf(HostAddress address) => new(address.Ip!, address.Port);

    private async Task ServeAsync(ConnectionContext connection)
    {
        IMemberService member = await _member.Task.WaitAsync(connection.ConnectionClosed);
        await member.ServeAsync(connection);
    }

    private (bool IsReady, HealthReport Report) Look()
    {
        IMemberService? member = _member.Task.IsCompletedSuccessfully ? _member.Task.Result : null;
        return (member?.IsReady ?? false, new HealthReport(
            _options.Member.Name, Address.ToString(), member?.State ?? "starting", member?.Epoch ?? 0));
    }

    /// <summary>Signals are <see cref="StopSignals"/>'; the generic host listens to none.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
