using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>Links over TCP, plain or under TLS.</summary>
internal sealed class TcpLinks(LinkConnector connector, Hello hello) : ILinkFactory
{
    public Task<ILink> ConnectAsync(string address, ILinkReader reader, CancellationToken cancellation) =>
        connector.ConnectAsync(address, hello, reader, cancellation);
}
