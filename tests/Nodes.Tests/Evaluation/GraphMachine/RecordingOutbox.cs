using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What a graph's clock, or one part of it, has the world do.</summary>
internal sealed class RecordingOutbox : IGraphOutbox
{
    private readonly List<(ShardId To, Message Message)> _sent = [];

    public bool KeepsVariables { get; set; }

    /// <summary>The shards of members that are up, by the members' names.</summary>
    public Dictionary<string, ShardId> Members { get; } = [];

    /// <summary>What it had kept in the store.</summary>
    public List<StoredStep> Saved { get; } = [];

    /// <summary>Nodes whose numbers it has given back.</summary>
    public List<GraphNode> Recycled { get; } = [];

    /// <summary>Shards that it takes for damaged.</summary>
    public List<ShardId> ReportedLost { get; } = [];

    /// <summary>Failures of which whoever runs it was told.</summary>
    public List<Exception> Reported { get; } = [];

    /// <summary>The plans of the eras that it has entered.</summary>
    public List<EraPlan> Plans { get; } = [];

    public IEnumerable<TMessage> Sent<TMessage>(ShardId? to = null) where TMessage : Message =>
        _sent.Where(sent => to is null || sent.To == to).Select(sent => sent.Message).OfType<TMessage>();

    /// <summary>Who was sent such messages, in order.</summary>
    public IEnumerable<ShardId> Receivers<TMessage>() where TMessage : Message =>
        _sent.Where(sent => sent.Message is TMessage).Select(sent => sent.To);

    public TMessage Last<TMessage>() where TMessage : Message => Sent<TMessage>().Last();

    public void Send(ShardId to, Message message) => _sent.Add((to, message));

    public void Save(StoredStep step) => Saved.Add(step);

    public void Recycle(IReadOnlyList<GraphNode> gone) => Recycled.AddRange(gone);

    public void Compute(ShardId by, Work work, Region region) => throw new InvalidOperationException("a clock decides");

    public void Enter(EraPlan plan) => Plans.Add(plan);

    public void ReportLost(ShardId shard) => ReportedLost.Add(shard);

    public void Report(Exception failure) => Reported.Add(failure);

    public ShardId? Find(PlaceRequest where) =>
        Members.TryGetValue(where.Member, out ShardId shard) ? shard : null;

    public string? NameOf(ShardId shard) => Members.FirstOrDefault(member => member.Value == shard).Key;
}
