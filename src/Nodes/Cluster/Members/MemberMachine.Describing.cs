using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Telling operators what there is.</summary>
internal sealed partial class MemberMachine
{
    private void On(DescribeAsked asked)
    {
        Describe what = asked.Describe;
        switch (what.What)
        {
            case ReportJson.Members: Report(asked, ReportJson.Write(MembersReport.Of(Card.Name, _view))); break;
            case ReportJson.Graphs: Report(asked, ReportJson.Write(GraphsReport.Of(Card.Name, _view))); break;
            case ReportJson.Graph: DescribeGraph(asked); break;
            case ReportJson.Traffic: Report(asked, ReportJson.Write(TrafficReport.Of(Card.Name, Traffic))); break;
            default:
                const string known =
                    $"'{ReportJson.Members}', '{ReportJson.Graphs}', '{ReportJson.Graph}' or '{ReportJson.Traffic}'";
                Refuse(asked, $"expected {known}, got '{what.What}'");
                break;
        }
    }

    private static void Report(DescribeAsked asked, string json) =>
        asked.Reader.Answer(new Report { Request = asked.Describe.Request, Json = json });

    private static void Refuse(DescribeAsked asked, string why) =>
        asked.Reader.Answer(new Report { Request = asked.Describe.Request, Error = why });

    private void DescribeGraph(DescribeAsked asked)
    {
        string graph = asked.Describe.Name;
        if (_homes.TryGetValue(graph, out HomeSite? home))
        {
            home.Post(new GraphInspection(asked, home, Card.Name));
            return;
        }

        if (_view.Homes.TryGetValue(graph, out long life) && life != _life && _view.Find(life) is { } member)
            asked.Reader.Elsewhere(graph, member.Card.Address);
        else if (_view.Homes.ContainsKey(graph)) Refuse(asked, $"graph '{graph}' is changing its home; ask again");
        else Refuse(asked, $"no member has graph '{graph}' open; 'graphs' lists those that are");
    }

    /// <summary>Asks the clock how all nodes are, and then what is held, and tells who asked.</summary>
    private sealed class GraphInspection(DescribeAsked asked, HomeSite home, string member)
        : Inspection([.. home.Graph.Nodes.Where(home.Graph.TryHold)])
    {
        protected override void OnCompleted()
        {
            home.Graph.Release([.. Nodes]);
            if (Error is { } error) Refuse(asked, error.Message);
            else home.Post(new GraphSurvey(asked, home, member, Entries()));
        }

        private NodeEntry[] Entries() => [.. Nodes.Zip(Looks.Complete(Nodes, Statuses), Entry)];

        private static NodeEntry Entry(GraphNode node, NodeStatus status) => new(
            node.Number, node.Declaration?.Name ?? "", node.WhatItIs,
            node.ElementType == ElementType.Float64 ? "f64" : "f32", status.Shape?.Dimensions.ToArray(),
            status.Member ?? "", status.IsValid ? NodeEntry.Valid : NodeEntry.Invalid,
            status.Runs, status.Hits, status.BytesHeld);
    }

    private sealed class GraphSurvey(DescribeAsked asked, HomeSite home, string member, IReadOnlyList<NodeEntry> nodes)
        : Survey
    {
        protected override void OnCompleted()
        {
            if (Error is { } error) Refuse(asked, error.Message);
            else MemberMachine.Report(asked, ReportJson.Write(new GraphReport(home.Name, member, nodes, Held())));
        }

        private HeldEntry Held() => new(
            home.Graph.Count, Counts.Cells, Shards, Counts.ValueBytes,
            Counts.BookkeepingBytes + ((long)home.Graph.Count * Graph.BytesOfNode), Counts.Evictions, Forgotten);
    }
}
