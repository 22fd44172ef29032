using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>The message that engages a shard is answered last, every other one at once, and each just once.</summary>
public sealed class WaveTests
{
    private Wave _wave;

    [Fact]
    public void IsAnsweredNow_WithNothingSentOn_IsTrue()
    {
        Assert.True(_wave.IsAnsweredNow(Other, wasEngaged: false));
        Assert.False(_wave.IsEngaged);
    }

    /// <summary>
    /// 1 a message engages the shard, which sends it on to two · 2 another message is sent on once more · 3 three
    /// answers: after the last, whoever engaged the shard is answered, and not the other
    /// </summary>
    [Fact]
    public void IsQuietAfterAnswer_OfAllThatWasSentOn_IsTrueForTheLast()
    {
        for (int i = 0; i < 2; i++) _wave.SendOn();
        Assert.False(_wave.IsAnsweredNow(Other, wasEngaged: false));
        _wave.SendOn();
        Assert.True(_wave.IsAnsweredNow(Third, wasEngaged: true));
        for (int i = 0; i < 2; i++) Assert.False(_wave.IsQuietAfterAnswer(out _));
        Assert.True(_wave.IsEngaged);
        Assert.True(_wave.IsQuietAfterAnswer(out ShardId first));
        Assert.Equal(Other, first);
        Assert.False(_wave.IsEngaged);
    }

    /// <summary>After a wave is quiet the next one that engages the shard is the one to be answered.</summary>
    [Fact]
    public void IsQuietAfterAnswer_OfTheNextWave_NamesWhoEngagedThatOne()
    {
        foreach (ShardId from in (ShardId[])[Other, Third, ShardId.Clock])
        {
            _wave.SendOn();
            Assert.False(_wave.IsAnsweredNow(from, wasEngaged: false));
            Assert.True(_wave.IsQuietAfterAnswer(out ShardId first));
            Assert.Equal(from, first);
        }
    }

    /// <summary>An answer of an era that is over ends no wave.</summary>
    [Fact]
    public void IsQuietAfterAnswer_ThatNobodyOwes_IsFalse()
    {
        Assert.False(_wave.IsQuietAfterAnswer(out _));
        Assert.False(_wave.IsEngaged);
    }
}
