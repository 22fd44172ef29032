using System.ComponentModel.DataAnnotations;
using Dataflow.Nodes;

namespace Dataflow.Host.Serving;

/// <summary>Where a host listens, and whom it lets in.</summary>
/// <param name="Address"><c>tcp://host:port</c>; port 0 takes any that is free.</param>
/// <param name="Cluster">The cluster's name: who connects must say the same.</param>
/// <param name="Name">The host's own, which it tells.</param>
internal sealed record ServingOptions(string Address, string Cluster, string Name)
{
    /// <summary>What who connects must know; empty: nothing. Default empty, for one machine of one user.</summary>
    public string Token { get; init; } = "";

    /// <summary>Encryption, and whose certificates are good. Default: none, which only loopback may have.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>
    /// Whether whoever reaches this machine's address may connect without encryption. Default no: everything, the token
    /// included, could be read on the way.
    /// </summary>
    public bool AllowPlainOnAnyAddress { get; init; }

    public LinkOptions Links { get; init; } = new();

    /// <summary>How those are borne who have not said who they are.</summary>
    public StrangerOptions Strangers { get; init; } = new();

    /// <exception cref="ValidationException">The options would let in strangers, or make no sense.</exception>
    public ServingOptions Checked()
    {
        Nodes.Wire.LinkAddress address = Nodes.Wire.LinkAddress.Parse(Address);
        Links.Checked();
        Strangers.Checked();
        if (Tls is { Certificate: null })
            throw new ValidationException($"{nameof(Tls)}: a host that serves needs a certificate of its own");
        if (Tls is not null || address.IsLoopback || AllowPlainOnAnyAddress) return this;
        throw new ValidationException(
            $"{Address} can be reached from other machines, and without {nameof(Tls)} everything on the way can be "
            + $"read and changed: listen on a loopback address, configure {nameof(Tls)}, or set "
            + $"{nameof(AllowPlainOnAnyAddress)}");
    }
}
