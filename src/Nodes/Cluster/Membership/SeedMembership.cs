using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>The table of members when it is at the seed, another member: asked over a link of its own.</summary>
internal sealed class SeedMembership(PeerLinks links, string seed) : IMembership
{
    private readonly MemberCard _seed = new($"seed at {seed}", seed, []);

    public void Ask(MembershipRequest request) =>
        links.To(_seed).Send([Letter.Of(new Post { MembershipRequest = request.Clone() })]);
}
