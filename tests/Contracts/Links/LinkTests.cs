using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Contracts.Links;

public sealed class PlainLinkTests : LinkContract
{
    private protected override Task<LinkPair> OpenAsync(string kind, LinkOptions near, LinkOptions far) =>
        LinkPair.OpenAsync(kind, near, far, null, null);
}

public sealed class TlsLinkTests : LinkContract
{
    private protected override async Task<LinkPair> OpenAsync(string kind, LinkOptions near, LinkOptions far)
    {
        using var authority = new TestAuthority("cluster");
        TlsOptions own = kind == Handshake.Member ? authority.Member("near") : authority.Client();
        return await LinkPair.OpenAsync(kind, near, far, own, authority.Member("far"));
    }
}
