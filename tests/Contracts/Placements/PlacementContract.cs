using Dataflow.Nodes;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Contracts.Placements;

/// <summary>What every placement keeps to, whatever it thinks best. Questions are drawn from seeds.</summary>
public abstract class PlacementContract
{
    private const int Questions = 2_000;

    private protected abstract IPlacement Create();

    [Fact]
    public void Place_TheSameQuestion_HasTheSameAnswer() => ForAll(question =>
        Assert.Equal(question.Ask(Create()), question.Ask(Create())));

    [Fact]
    public void Place_AnyQuestion_IsAnsweredWithAShardThatIsThere() => ForAll(question =>
        Assert.Contains(question.Ask(Create()), question.Shards.Select(shard => shard.Shard)));

    /// <summary>Members come from a table that knows no order, and alike answers are wanted everywhere.</summary>
    [Fact]
    public void Place_ShardsInAnotherOrder_IsAnsweredAlike() => ForAll(question =>
    {
        PlacementQuestion other = question with { Shards = [.. question.Shards.Reverse()] };
        Assert.Equal(question.Ask(Create()), other.Ask(Create()));
        Assert.Equal(question.Find(Create()), other.Find(Create()));
    });

    [Fact]
    public void Place_AMemberThatIsThere_IsThere() => ForAll(question =>
    {
        ShardLoad wanted = question.Shards[question.Chance % question.Shards.Length];
        question = question with { Wish = PlaceRequest.On(wanted.Card.Name) };
        Assert.Equal(wanted.Shard, question.Ask(Create()));
        Assert.Equal(wanted.Shard, question.Find(Create()));
    });

    [Fact]
    public void Place_ARoleThatSomebodyHas_IsWithOneWhoHasIt() => ForAll(question =>
    {
        question = question with { Wish = PlaceRequest.OnRole("gpu") };
        bool isAnywhere = question.Shards.Any(shard => shard.Card.Roles.Contains("gpu"));
        Assert.Equal(isAnywhere, question.Find(Create()) is not null);
        if (isAnywhere) Assert.Contains("gpu", question.CardOf(question.Ask(Create())).Roles);
    });

    [Fact]
    public void Place_WhatNobodyFits_IsWhereItWouldBe() => ForAll(question =>
    {
        int before = question.Ask(Create(), wish: null).Value;
        foreach (PlaceRequest wish in (PlaceRequest[])[PlaceRequest.On("z"), PlaceRequest.OnRole("z")])
        {
            Assert.Null((question with { Wish = wish }).Find(Create()));
            Assert.Equal(before, question.Ask(Create(), wish).Value);
        }
    });

    /// <summary>A member that is named counts, whatever else is said.</summary>
    [Fact]
    public void Place_AMemberAndARole_IsWithTheMember() => ForAll(question =>
    {
        ShardLoad wanted = question.Shards[question.Chance % question.Shards.Length];
        Assert.Equal(wanted.Shard, question.Ask(Create(), new PlaceRequest(wanted.Card.Name, "gpu", "spread")));
    });

    [Fact]
    public void Place_ManyThatAreSpread_FillsAllAlike() => ForAll(question =>
    {
        ShardLoad[] shards = [.. question.Shards.Select(shard => shard with { Bytes = 0 })];
        question = question with { Wish = PlaceRequest.Spread, Shards = shards };
        for (int i = 0; i < 3 * shards.Length; i++)
        {
            int at = Array.FindIndex(shards, shard => shard.Shard == question.Ask(Create()));
            shards[at] = shards[at] with { Bytes = shards[at].Bytes + 8 };
        }

        Assert.All(shards, shard => Assert.Equal(24, shard.Bytes));
    });

    /// <summary>What lives on a shard that is gone is about to move.</summary>
    [Fact]
    public void Place_OperandsOnShardsThatAreGone_DoNotCount() => ForAll(question =>
    {
        question = question with { Wish = null };
        OperandPlace gone = new(new ShardId(99), long.MaxValue);
        Assert.Equal(
            question.Ask(Create()), (question with { Operands = [gone, .. question.Operands] }).Ask(Create()));
    });

    private static void ForAll(Action<PlacementQuestion> check)
    {
        for (int seed = 0; seed < Questions; seed++) check(PlacementQuestion.Draw(seed));
    }
}
