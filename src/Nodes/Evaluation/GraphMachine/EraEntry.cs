namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// How all shards enter an era. They do so twice, so that no message of an era meets a shard that has not entered it:
/// the first time they let go of what was under way, and when all have, nodes whose shard is gone get another one; the
/// second time they have the cells of those nodes, too. Only then work goes on.
/// </summary>
internal sealed class EraEntry(IOutbox outbox, ActiveRevisions revisions) : IEraPhase
{
    private enum Phase
    {
        /// <summary>Work goes on.</summary>
        Steady,

        /// <summary>Shards are entering the era.</summary>
        Entering,

        /// <summary>Shards are taking over nodes.</summary>
        Settling,
    }

    private readonly HashSet<ShardId> _notEntered = [];
    private EraPlan _plan = new(default, []);
    private Phase _phase;

    public bool IsSteady => _phase == Phase.Steady;

    /// <summary>Whether shards enter for the second time.</summary>
    public bool IsSettling => _phase == Phase.Settling;

    /// <summary>Whether nobody is waited for.</summary>
    public bool IsEntered => _notEntered.Count == 0;

    /// <summary>The shards that are there. None for embedded ones, which are never lost.</summary>
    public IReadOnlyList<ShardId> Shards => _plan.Shards;

    public bool Has(ShardId shard) => _plan.Era == default || _plan.Shards.Contains(shard);

    /// <summary>From now on there are these shards: all are to enter.</summary>
    public void Begin(EraPlan plan) => Enter(Phase.Entering, plan with { Era = _plan.Era.Next });

    /// <summary>The same shards are to enter another era.</summary>
    public void BeginAnew() => Begin(_plan);

    /// <summary>Nodes without a shard have another one: all are to enter once more.</summary>
    public void Settle()
    {
        Invariant.Holds(
            _phase == Phase.Entering && IsEntered, "nodes are settled when all shards have entered the era");
        Enter(Phase.Settling, _plan with { Era = _plan.Era.Next });
    }

    /// <summary>
    /// Whether that is waited for. It is not when a shard says it for the second time, or speaks of an earlier era.
    /// </summary>
    public bool Awaits(EraEntered entered) => entered.Era == _plan.Era && _notEntered.Contains(entered.By);

    /// <summary>A shard that was waited for has entered.</summary>
    public void Enter(ShardId shard) => _notEntered.Remove(shard);

    /// <summary>Work goes on.</summary>
    public void End()
    {
        Invariant.Holds(IsSettling && IsEntered, "an era goes on when all shards have entered it");
        _phase = Phase.Steady;
    }

    private void Enter(Phase phase, EraPlan plan)
    {
        (_phase, _plan) = (phase, plan);
        outbox.Enter(plan);
        _notEntered.Clear();
        _notEntered.UnionWith(plan.Shards);
        foreach (ShardId shard in plan.Shards) outbox.Send(shard, new EnterEra(plan, revisions.Newest.Revision));
    }
}
