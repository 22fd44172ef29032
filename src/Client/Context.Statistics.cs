using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <content>What the graph holds.</content>
public sealed partial class Context
{
    /// <summary>What the graph holds now. It looks at every node that was ever evaluated.</summary>
    public GraphStatistics Statistics
    {
        get
        {
            Survey survey = Session.TakeSurvey();
            long bookkeeping = survey.Counts.BookkeepingBytes + (survey.Nodes * Graph.BytesOfNode);
            return new GraphStatistics(
                survey.Nodes, survey.Counts.Cells, survey.Shards, survey.Counts.ValueBytes, bookkeeping,
                survey.Counts.Evictions, survey.Forgotten);
        }
    }
}
