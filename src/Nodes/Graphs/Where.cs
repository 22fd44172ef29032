namespace Dataflow.Nodes.Graphs;

/// <summary>
/// Where a node is to live: on a member of that name, on one of that role, or by a rule. Empty texts say nothing.
/// </summary>
internal sealed record Where(string Member, string Role, string Rule);
