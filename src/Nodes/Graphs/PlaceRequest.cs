namespace Dataflow.Nodes.Graphs;

/// <summary>
/// Where a node is asked to live: on a member; else on any member of a role; else by a rule, of which there is one:
/// "spread". What is empty is not said.
/// </summary>
internal sealed record PlaceRequest(string Member, string Role, string Rule)
{
    public static PlaceRequest On(string member) => new(member, "", "");

    public static PlaceRequest OnRole(string role) => new("", role, "");

    /// <summary>One node here, the next there.</summary>
    public static readonly PlaceRequest Spread = new("", "", "spread");
}
