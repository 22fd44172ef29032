using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Dataflow.Nodes.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Serving;

/// <summary>Listens for members and clients.</summary>
internal sealed class LinkServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly LinkAddress _bound;

    private LinkServer(WebApplication application, LinkAddress bound) => (_application, _bound) = (application, bound);

    /// <summary>Where it listens, with the port that it has.</summary>
    public string Address => _bound.ToString();

    /// <exception cref="ValidationException">The options would let strangers in.</exception>
    /// <exception cref="IOException">Somebody else listens there.</exception>
    public static async Task<LinkServer> StartAsync(
        ServingOptions options,
        ILinkAcceptor acceptor,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellation = default)
    {
        options.Checked();
        LinkAddress address = LinkAddress.Parse(options.Address);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        var gate = new ConnectionGate(options, acceptor, time, loggers.CreateLogger<ConnectionGate>());
        var strangers = new Strangers(options.Strangers, time, gate.Warn);
        builder.Services.AddSingleton(gate);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.WaitForDataBeforeAllocatingBuffer = false; // a system call less for each letter
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Listen(kestrel, address, options, strangers);
        });
        WebApplication application = builder.Build();
        await application.StartAsync(cancellation);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        int port = new Uri(addresses!.Addresses.First()).Port;
        return new LinkServer(application, address with { Port = port });
    }

    public async ValueTask DisposeAsync()
    {
        await _application.Services.GetRequiredService<ConnectionGate>().CloseAsync("the host shuts down");
        await _application.DisposeAsync();
    }

    private static void Listen(
        KestrelServerOptions kestrel, LinkAddress address, ServingOptions options, Strangers strangers)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.None;
            listen.Use(next => connection => strangers.MeetAsync(connection, next)); // encryption comes after it
            if (options.Tls is { } tls) listen.UseHttps(https => Encrypt(https, tls, options.Links.HandshakeTimeout));
            listen.UseConnectionHandler<ConnectionGate>();
        }

        if (IPAddress.TryParse(address.Host, out IPAddress? ip)) kestrel.Listen(ip, address.Port, Configure);
        else if (address.IsLoopback) kestrel.Listen(IPAddress.Loopback, address.Port, Configure);
        else kestrel.Listen(Dns.GetHostAddresses(address.Host)[0], address.Port, Configure);
    }

    // Who comes without a good certificate is let in as far as to be told why it may not stay: see ConnectionGate.
    private static void Encrypt(HttpsConnectionAdapterOptions https, TlsOptions tls, TimeSpan timeout)
    {
        https.ServerCertificate = tls.Certificate;
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (_, _, _) => true;
        https.CheckCertificateRevocation = false;
        https.HandshakeTimeout = timeout;
    }
}
