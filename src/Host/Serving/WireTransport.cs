using System.Collections.Concurrent;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Host.Serving;

/// <summary>A member's links to others.</summary>
/// <param name="connector">Makes the connections.</param>
/// <param name="hello">Who connects.</param>
/// <param name="failed">
/// Is told of an address to which there is no connection, and why: once, until there was one or the reason is another.
/// </param>
internal sealed class WireTransport(LinkConnector connector, Hello hello, Action<string, WireException> failed)
    : ITransport
{
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);

    public void Connect(string address, ILinkOpener opener) => _ = ConnectAsync(address, opener);

    private async Task ConnectAsync(string address, ILinkOpener opener)
    {
        await Task.Yield();
        try
        {
            await connector.ConnectAsync(address, hello, opener.Opened);
            _faults.TryRemove(address, out _);
        }
        catch (WireException error)
        {
            bool isNews = _faults.GetValueOrDefault(address) != error.Message;
            _faults[address] = error.Message;
            if (isNews) failed(address, error);
            opener.Failed(error.Message);
        }
    }
}
