using System.Net;
using Dataflow.Host.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using HostOptions = Dataflow.Host.Options.HostOptions;

namespace Dataflow.Host.Members;

/// <summary>The web host of a member's process: its logs, and its health over HTTP.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private readonly HostOptions _options;
    private readonly WebApplication _app;
    private volatile IMemberService? _member;
    private ListenOptions? _port;

    public HealthServer(HostOptions options)
    {
        _options = options;
        _app = Build();
        _app.Run(new HealthPage(Look).AnswerAsync);
        Logs = _app.Services.GetRequiredService<ILoggerFactory>();
    }

    public ILoggerFactory Logs { get; }

    /// <summary>Where it is; null: nowhere.</summary>
    public HostAddress? Address { get; private set; }

    /// <exception cref="BindException">The address is in use, or none of this machine.</exception>
    public async Task StartAsync()
    {
        if (_options.Health.Listen is not { } health) return;
        await BindException.ToldAsync("health:listen", health, () => _app.StartAsync());
        Address = health with { Port = _port!.IPEndPoint!.Port };
    }

    /// <summary>From now on it tells how this member is.</summary>
    public void Tell(IMemberService member) => _member = member;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        HostLogs.Add(builder.Logging, _options.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (_options.Health.Listen is { } health)
                kestrel.Listen(new IPEndPoint(health.Ip!, health.Port), port => _port = port);
        });
        return builder.Build();
    }

    private (bool IsReady, HealthReport Report) Look()
    {
        MemberOptions options = _options.Member;
        HostAddress address = _member?.Address ?? options.Advertise ?? options.Listen;
        return (_member?.IsReady ?? false, new HealthReport(
            options.Name, address.ToString(), _member?.State ?? "starting", _member?.Epoch ?? 0));
    }

    /// <summary>Signals are <see cref="StopSignals"/>'; the generic host listens to none.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
