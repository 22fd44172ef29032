using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>All shards enter an era twice, and only what they say of the newest one counts.</summary>
public sealed class EraEntryTests
{
    private static readonly ShardId Third = new(2);

    private readonly PartsDesk _desk = new();
    private readonly EraEntry _era;

    public EraEntryTests() => _era = new EraEntry(_desk.Outbox, _desk.Revisions);

    private Era Current => _desk.Outbox.Plans[^1].Era;

    [Fact]
    public void Has_BeforeTheFirstEra_IsTrueOfEveryShard()
    {
        Assert.True(_era.IsSteady && _era.IsEntered);
        Assert.True(_era.Has(Third));
        Assert.Empty(_era.Shards);
    }

    [Fact]
    public void Begin_WithShards_TellsThemAndWaits()
    {
        _desk.Revisions.Publish(new Revision(4));
        Begin(First, Second);
        Assert.False(_era.IsSteady || _era.IsSettling || _era.IsEntered);
        Assert.Equal([First, Second], _desk.Outbox.Receivers<EnterEra>());
        Assert.All(_desk.Outbox.Sent<EnterEra>(), sent => Assert.Equal(
            (new Era(1), new Revision(4)), (sent.Plan.Era, sent.Newest)));
        Assert.Equal(new Era(1), Current);
        Assert.True(_era.Has(First));
        Assert.False(_era.Has(Third));
    }

    [Fact]
    public void Begin_WithoutShards_IsEnteredAtOnce()
    {
        Begin();
        Assert.True(_era.IsEntered);
        Assert.False(_era.IsSteady);
    }

    /// <summary>Whatever kind of plan it is, it stays of that kind: it may know more than the era.</summary>
    [Fact]
    public void Begin_WithAPlanThatSaysMore_KeepsWhatItSays()
    {
        _era.Begin(new NamedPlan("home", [First]));
        Assert.Equal("home", Assert.IsType<NamedPlan>(_desk.Outbox.Plans[^1]).Home);
    }

    [Fact]
    public void Enter_OfSome_IsNotEnoughUntilAllHave()
    {
        Begin(First, Second);
        _era.Enter(First);
        Assert.False(_era.IsEntered);
        _era.Enter(Second);
        Assert.True(_era.IsEntered);
    }

    [Fact]
    public void Awaits_OnceAShardHasEntered_IsFalse()
    {
        Begin(First, Second);
        Assert.True(_era.Awaits(Entered(First, Current)));
        _era.Enter(First);
        Assert.False(_era.Awaits(Entered(First, Current)));
        Assert.True(_era.Awaits(Entered(Second, Current)));
    }

    [Fact]
    public void Awaits_OfAnotherEraOrAStranger_IsFalse()
    {
        Begin(First);
        Era before = Current;
        Begin(First);
        Assert.False(_era.Awaits(Entered(First, before)));
        Assert.False(_era.Awaits(Entered(First, Current.Next)));
        Assert.False(_era.Awaits(Entered(Third, Current)));
    }

    [Fact]
    public void Begin_WhileAnotherEraIsEntered_WaitsForAllAnew()
    {
        Begin(First, Second);
        _era.Enter(First);
        Begin(First, Third);
        Assert.Equal(new Era(2), Current);
        Assert.True(_era.Awaits(Entered(First, Current)));
        _era.Enter(First);
        _era.Enter(Third);
        Assert.True(_era.IsEntered);
    }

    [Fact]
    public void Settle_WhenAllHaveEntered_HasThemEnterTheNextEra()
    {
        Begin(First);
        _era.Enter(First);
        _era.Settle();
        Assert.Equal(new Era(2), Current);
        Assert.True(_era.IsSettling);
        Assert.False(_era.IsSteady || _era.IsEntered);
        Assert.Equal([First, First], _desk.Outbox.Receivers<EnterEra>());
    }

    [Fact]
    public void End_AfterBothParts_IsSteady()
    {
        Complete(First);
        Assert.True(_era.IsSteady && _era.IsEntered);
        Assert.False(_era.IsSettling);
        Assert.Equal([First], _era.Shards);
    }

    [Fact]
    public void BeginAnew_AfterAnEra_HasTheSameShardsEnterTheNext()
    {
        Complete(First, Second);
        _era.BeginAnew();
        Assert.Equal(new Era(3), Current);
        Assert.Equal([First, Second], _era.Shards);
        Assert.True(_era.Awaits(Entered(Second, Current)));
    }

    private static EraEntered Entered(ShardId shard, Era era) => new(shard, era, 0);

    private void Begin(params ShardId[] shards) => _era.Begin(new EraPlan(default, shards));

    private void Complete(params ShardId[] shards)
    {
        Begin(shards);
        foreach (ShardId shard in shards) _era.Enter(shard);
        _era.Settle();
        foreach (ShardId shard in shards) _era.Enter(shard);
        _era.End();
    }

    private sealed record NamedPlan(string Home, IReadOnlyList<ShardId> Shards) : EraPlan(default, Shards);
}
