using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Nodes.Cluster;

/// <summary>Who is in the cluster, as one member sees it: the answer to `members`.</summary>
/// <param name="AnsweredBy">The name of the member that tells it.</param>
/// <param name="Epoch">The epoch of the table that it knows.</param>
/// <param name="Members">All lives in the table, in the order in which they joined.</param>
internal sealed record MembersReport(string AnsweredBy, long Epoch, IReadOnlyList<MemberEntry> Members)
{
    public static MembersReport Of(string answeredBy, ClusterView view) => new(
        answeredBy, view.Epoch,
        [.. view.Members.OrderBy(member => member.Life).Select(member => MemberEntry.Of(member, view))]);
}

/// <summary>One life of a member.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Roles">What it is for.</param>
/// <param name="Life">The epoch at which it joined.</param>
/// <param name="State">joining, up, leaving, unreachable or down.</param>
/// <param name="Graphs">The graphs whose home it is, sorted.</param>
internal sealed record MemberEntry(
    string Name, string Address, IReadOnlyList<string> Roles, long Life, string State, IReadOnlyList<string> Graphs)
{
    public static MemberEntry Of(MemberLife member, ClusterView view) => new(
        member.Card.Name, member.Card.Address, member.Card.Roles, member.Life, TextOf(member.State),
        [
            .. view.Homes.Where(home => home.Value == member.Life).Select(home => home.Key)
                .Order(StringComparer.Ordinal),
        ]);

    public static string TextOf(MemberState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}

/// <summary>Which graphs have a home: the answer to `graphs`.</summary>
/// <param name="AnsweredBy">The name of the member that tells it.</param>
/// <param name="Epoch">The epoch of the table that it knows.</param>
/// <param name="Graphs">The graphs, sorted by name.</param>
internal sealed record GraphsReport(string AnsweredBy, long Epoch, IReadOnlyList<GraphEntry> Graphs)
{
    public static GraphsReport Of(string answeredBy, ClusterView view) => new(
        answeredBy, view.Epoch,
        [
            .. from home in view.Homes
               orderby home.Key
               let member = view.Members.FirstOrDefault(member => member.Life == home.Value)
               select new GraphEntry(home.Key, member?.Card.Name ?? "", member?.Card.Address ?? ""),
        ]);
}

/// <summary>A graph and where its home is.</summary>
/// <param name="Name">The graph's name.</param>
/// <param name="Home">The name of the member that is its home; empty when that is not in the table any more.</param>
/// <param name="Address">Where that member listens.</param>
internal sealed record GraphEntry(string Name, string Home, string Address);

/// <summary>Every node of one graph, as its home sees it: the answer to `graph`.</summary>
/// <param name="Name">The graph's name.</param>
/// <param name="Home">The name of the member that is its home.</param>
/// <param name="Nodes">All nodes, by their numbers.</param>
/// <param name="Held">What all members hold of it together.</param>
internal sealed record GraphReport(string Name, string Home, IReadOnlyList<NodeEntry> Nodes, HeldEntry Held)
{
    /// <summary>What each member has of the graph, sorted by name; of no name is what lives nowhere yet.</summary>
    public IReadOnlyList<ShareEntry> Shares =>
    [
        .. from node in Nodes
           group node by node.Member into share
           orderby share.Key
           select new ShareEntry(
               share.Key, share.Count(), share.Count(node => node.State == NodeEntry.Valid),
               share.Sum(node => node.Runs), share.Sum(node => node.Hits), share.Sum(node => node.Bytes)),
    ];
}

/// <summary>A node of a graph.</summary>
/// <param name="Number">Its number in the graph.</param>
/// <param name="Name">A variable's name; empty when it has none.</param>
/// <param name="Operator">The operator's name; `variable` or `constant` of what has none.</param>
/// <param name="Element">f64 or f32.</param>
/// <param name="Shape">Its sizes; null when not known yet.</param>
/// <param name="Member">The name of the member that has it; empty when it lives nowhere yet.</param>
/// <param name="State">valid or invalid.</param>
/// <param name="Runs">How often it ran.</param>
/// <param name="Hits">How often its value was good already.</param>
/// <param name="Bytes">How many bytes its value holds.</param>
internal sealed record NodeEntry(
    int Number, string Name, string Operator, string Element, IReadOnlyList<long>? Shape, string Member, string State,
    long Runs, long Hits, long Bytes)
{
    public const string Valid = "valid";

    public const string Invalid = "invalid";
}

/// <summary>What a member has of a graph.</summary>
/// <param name="Member">The member's name; empty for what lives nowhere yet.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Valid">How many of them are valid.</param>
/// <param name="Runs">How often they ran.</param>
/// <param name="Hits">How often their values were good already.</param>
/// <param name="Bytes">How many bytes their values hold.</param>
internal sealed record ShareEntry(string Member, int Nodes, int Valid, long Runs, long Hits, long Bytes);

/// <summary>What is held of a graph.</summary>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Cells">Places for values.</param>
/// <param name="Actors">The actors that work it.</param>
/// <param name="ValueBytes">The bytes of values.</param>
/// <param name="BookkeepingBytes">About what else it takes.</param>
/// <param name="Evictions">How many values went because memory was short.</param>
/// <param name="Forgotten">How many nodes have left.</param>
internal sealed record HeldEntry(
    long Nodes, long Cells, int Actors, long ValueBytes, long BookkeepingBytes, long Evictions, long Forgotten);

/// <summary>What came to a member from others since it started: the answer to `traffic`.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Frames">How often letters between nodes came, as many together as a frame had.</param>
/// <param name="Letters">How many of these letters came.</param>
internal sealed record TrafficReport(string Member, long Frames, long Letters)
{
    public static TrafficReport Of(string member, Traffic traffic) => new(member, traffic.Frames, traffic.Letters);
}

/// <summary>The reports as JSON, and back.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MembersReport))]
[JsonSerializable(typeof(GraphsReport))]
[JsonSerializable(typeof(GraphReport))]
[JsonSerializable(typeof(TrafficReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>What a <see cref="Wire.Protocol.Describe"/> asks for.</summary>
    public const string Members = "members", Graphs = "graphs", Graph = "graph", Traffic = "traffic";

    public static string Write(MembersReport report) => JsonSerializer.Serialize(report, Default.MembersReport);

    public static string Write(GraphsReport report) => JsonSerializer.Serialize(report, Default.GraphsReport);

    public static string Write(GraphReport report) => JsonSerializer.Serialize(report, Default.GraphReport);

    public static string Write(TrafficReport report) => JsonSerializer.Serialize(report, Default.TrafficReport);
}
