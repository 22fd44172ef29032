using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Tells operators what there is, as this member has published it; what a graph has, it asks the graph. Safe for any
/// number of threads.
/// </summary>
/// <param name="name">The member's name.</param>
/// <param name="status">How it stands now.</param>
/// <param name="homes">The graphs that are at home here.</param>
/// <param name="traffic">What came from other members.</param>
internal sealed class Describer(string name, Func<MemberStatus> status, HomeSites homes, Traffic traffic)
{
    /// <summary>Answers once, now or later.</summary>
    public void Describe(Describe what, IDescribed asker)
    {
        switch (what.What)
        {
            case ReportJson.Members: Report(ReportJson.Write(MembersReport.Of(name, status().View))); break;
            case ReportJson.Graphs: Report(ReportJson.Write(GraphsReport.Of(name, status().View))); break;
            case ReportJson.Graph: DescribeGraph(what.Name, new Answer(what, asker)); break;
            case ReportJson.Traffic: Report(ReportJson.Write(TrafficReport.Of(name, traffic))); break;
            default:
                const string known =
                    $"'{ReportJson.Members}', '{ReportJson.Graphs}', '{ReportJson.Graph}' or '{ReportJson.Traffic}'";
                new Answer(what, asker).Refuse($"expected {known}, got '{what.What}'");
                break;
        }

        void Report(string json) => new Answer(what, asker).Give(json);
    }

    private void DescribeGraph(string graph, Answer answer)
    {
        if (homes.Find(graph) is { } home)
        {
            home.Post(new GraphInspection(answer, home, name));
            return;
        }

        MemberStatus now = status();
        if (now.View.Homes.TryGetValue(graph, out long life) && life != now.Life && now.View.Find(life) is { } member)
            answer.Elsewhere(graph, member.Card.Address);
        else if (now.View.Homes.ContainsKey(graph)) answer.Refuse($"graph '{graph}' is changing its home; ask again");
        else answer.Refuse($"no member has graph '{graph}' open; 'graphs' lists those that are");
    }

    /// <summary>Who asked, and the number of his question.</summary>
    private readonly struct Answer(Describe what, IDescribed asker)
    {
        public void Give(string json) => asker.Answer(new Report { Request = what.Request, Json = json });

        public void Refuse(string why) => asker.Answer(new Report { Request = what.Request, Error = why });

        public void Elsewhere(string graph, string address) => asker.Elsewhere(graph, address);
    }

    /// <summary>Asks the clock how all nodes are, and then what is held, and tells who asked.</summary>
    private sealed class GraphInspection(Answer answer, HomeSite home, string member)
        : Inspection([.. home.Graph.Nodes.Where(home.Graph.TryHold)])
    {
        protected override void OnCompleted()
        {
            home.Graph.Release([.. Nodes]);
            if (Error is { } error) answer.Refuse(error.Message);
            else home.Post(new GraphSurvey(answer, home, member, Entries()));
        }

        private NodeEntry[] Entries() => [.. Nodes.Zip(Looks.Complete(Nodes, Statuses), Entry)];

        private static NodeEntry Entry(GraphNode node, NodeStatus status) => new(
            node.Number, node.Declaration?.Name ?? "", node.WhatItIs,
            node.ElementType == ElementType.Float64 ? "f64" : "f32", status.Shape?.Dimensions.ToArray(),
            status.Member ?? "", status.IsValid ? NodeEntry.Valid : NodeEntry.Invalid,
            status.Runs, status.Hits, status.BytesHeld);
    }

    private sealed class GraphSurvey(Answer answer, HomeSite home, string member, IReadOnlyList<NodeEntry> nodes)
        : Survey
    {
        protected override void OnCompleted()
        {
            if (Error is { } error) answer.Refuse(error.Message);
            else answer.Give(ReportJson.Write(new GraphReport(home.Name, member, nodes, Held())));
        }

        private HeldEntry Held() => new(
            home.Graph.Count, Counts.Cells, Shards, Counts.ValueBytes,
            Counts.BookkeepingBytes + ((long)home.Graph.Count * Graph.BytesOfNode), Counts.Evictions, Forgotten);
    }
}

/// <summary>Who asks what there is, and is told.</summary>
internal interface IDescribed
{
    void Answer(Report report);

    void Elsewhere(string graph, string address);
}
