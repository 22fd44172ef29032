using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>When work goes on, what its result will answer for, and who waits for it.</summary>
public sealed class WorkTests
{
    /// <summary>It goes on when the last of what it waits for is done, however often it waits for one.</summary>
    [Fact]
    public void GoOn_AfterSeveralWereAwaited_IsTrueForTheLast()
    {
        Work user = Make(), first = Make(), second = Make();
        foreach (Work awaited in (Work[])[first, second, first]) awaited.Await(user);
        Assert.Equal(WorkState.Waiting, user.State);
        Assert.False(user.GoOn());
        Assert.False(user.GoOn());
        Assert.Equal(WorkState.Waiting, user.State);
        Assert.True(user.GoOn());
        Assert.Equal(WorkState.Open, user.State);
    }

    [Theory]
    [InlineData((int)WorkState.Open, 5, false)]
    [InlineData((int)WorkState.Waiting, 5, true)]
    [InlineData((int)WorkState.Waiting, 4, false)]
    [InlineData((int)WorkState.Computing, 3, true)]
    [InlineData((int)WorkState.Computing, 7, true)]
    [InlineData((int)WorkState.Computing, 8, false)]
    [InlineData((int)WorkState.Computing, 2, false)]
    public void WillCover_InAState_IsTrueForWhatTheResultAnswers(int state, long revision, bool expected)
    {
        var work = new Work(0, At(5)) { State = (WorkState)state, Span = Span(3, 7) };
        Assert.Equal(expected, work.WillCover(At(revision)));
    }

    /// <summary>The earliest of several recalls counts, and the revision that it is for stays its own.</summary>
    [Fact]
    public void CutBefore_SeveralRevisions_KeepsTheEarliest()
    {
        var work = new Work(0, At(5)) { State = WorkState.Computing, Span = Span(3, long.MaxValue) };
        Assert.Equal(RevisionSpan.Open, work.Cut);
        foreach (long revision in (long[])[9, 4, 7]) work.CutBefore(At(revision));
        Assert.Equal((At(4), Span(3, 3)), (work.Cut, work.Span));
        Assert.True(work.WillCover(At(5)));
    }

    [Fact]
    public void Await_OfSeveralWhoAsk_NeedsTheMostOfThem()
    {
        Work work = Make();
        foreach (Need need in (Need[])[Need.Version, Need.Value, Need.IfValid])
            work.Await(new Waiter(Other, (int)need, need));
        Assert.Equal((Need.Value, 3), (work.Need, work.Waiters.Count));
    }

    /// <summary>Another shard may call its question the same, and a shard has several.</summary>
    [Fact]
    public void RemoveWaiter_ByShardAndSlot_TakesOutJustThat()
    {
        Work work = Make();
        (ShardId By, int Slot)[] all = [(Other, 1), (Other, 2), (Third, 1)];
        foreach ((ShardId by, int slot) in all) work.Await(new Waiter(by, slot, Need.Value));
        Assert.False(work.RemoveWaiter(Third, 2));
        Assert.True(work.RemoveWaiter(Other, 1));
        Assert.False(work.RemoveWaiter(Other, 1));
        Assert.Equal([(Other, 2), (Third, 1)], Waiters(work));
    }

    [Fact]
    public void ForgetUsersBut_Some_LeavesThoseInTheirOrder()
    {
        Work awaited = Make();
        Work[] users = [Make(), Make(), Make()];
        foreach (Work user in users) awaited.Await(user);
        awaited.ForgetUsersBut([users[0], users[2]]);
        Assert.Equal([users[0], users[2]], Enumerable.Range(0, 2).Select(i => awaited.Users[i]));
        Assert.Equal(2, awaited.Users.Count);
    }

    /// <summary>Whoever awaits it later counts from nothing.</summary>
    [Fact]
    public void ForgetAll_WhileItWaits_BeginsAnew()
    {
        Work work = Make(), awaited = Make();
        work.Await(new Waiter(Other, 1, Need.Value));
        work.Await(Make());
        awaited.Await(work);
        work.ForgetAll();
        Assert.Equal((0, 0), (work.Users.Count, work.Waiters.Count));
        awaited.Await(work);
        Assert.True(work.GoOn());
    }

    private static Work Make() => new(0, At(5));

    private static (ShardId, int)[] Waiters(Work work) =>
        [.. Enumerable.Range(0, work.Waiters.Count).Select(i => (work.Waiters[i].By, work.Waiters[i].Slot))];
}
