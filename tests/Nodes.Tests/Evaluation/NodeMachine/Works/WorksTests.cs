using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Whoever waits for a cell goes on, or is answered, when it can answer: once, and not before.</summary>
public sealed class WorksTests
{
    private readonly ShardParts _parts = new();

    private Works Works => _parts.Works;

    [Fact]
    public void At_OneRevisionTwice_IsTheSameWork()
    {
        int x = _parts.AddImport();
        Work work = At(x, 3);
        Assert.Same(work, At(x, 3));
        Assert.NotSame(work, At(x, 4));
        Assert.Equal(2, Works.ToList().Count);
        Assert.False(Works.AreNone);
    }

    /// <summary>Who waits in the shard gets a ticket when the last that he waits for is done; who waits outside gets
    /// an answer, in the order of the questions.</summary>
    [Fact]
    public void Finish_WithUsersAndWaiters_HasBothGoOn()
    {
        int x = _parts.AddVariable(5), other = _parts.AddImport(), user = _parts.Add("add", x, other);
        Work work = At(x, 2), second = At(other, 2), parked = At(user, 2);
        foreach (Work awaited in (Work[])[work, second]) awaited.Await(parked);
        parked.Need = Need.Value;
        for (int slot = 0; slot < 3; slot++) work.Await(new Waiter(Other, slot, Need.Value));
        Works.Finish(work);
        Assert.Equal([0, 1, 2], _parts.Sent<Evaluated>(Other).Select(answer => answer.Slot));
        Assert.Equal((0, 2), (Works.Tickets.Count, Works.ToList().Count));
        Works.Finish(second);
        Ticket ticket = Works.Tickets.Top;
        Assert.Equal((user, Need.Value, true), (ticket.Cell, ticket.Need, ticket.Again));
    }

    /// <summary>
    /// A version came; who asked for the value goes on waiting, and the cell is looked at again for him.
    /// </summary>
    [Fact]
    public void Finish_WithWhatIsEnoughForSome_AnswersThoseAndLooksAgainForTheOthers()
    {
        int x = _parts.AddImport();
        _parts[x].Borrow(new Version(1), Span(1, 5));
        Work work = At(x, 2);
        foreach (Need need in (Need[])[Need.Value, Need.Version, Need.Value])
            work.Await(new Waiter(Other, (int)need, need));
        Works.Finish(work);
        Assert.Equal((int)Need.Version, Assert.Single(_parts.Sent<Evaluated>()).Slot);
        Work again = Assert.Single(Works.ToList());
        Assert.Equal((2, Need.Value, ShardParts.At(2)), (again.Waiters.Count, again.Need, again.Revision));
        Assert.Equal((x, Need.Value), (Works.Tickets.Top.Cell, Works.Tickets.Top.Need));
        Assert.Equal(1, Works.Tickets.Count);
    }

    /// <summary>What runs beside, or waits for another shard, is not done because the cell can answer.</summary>
    [Fact]
    public void FinishAll_OfWorkInAllStates_FinishesWhatIsOpenAndAnswered()
    {
        int x = _parts.AddVariable(5);
        foreach (int revision in (int[])[0, 1, 2, 3])
            At(x, revision).Await(new Waiter(Other, revision, Need.Value));
        (At(x, 1).State, At(x, 2).State) = (WorkState.Computing, WorkState.Waiting);
        Works.FinishAll(ref _parts[x]);
        Assert.Equal(3, Assert.Single(_parts.Sent<Evaluated>()).Slot);
        Assert.Equal([0, 1, 2], Works.ToList().Select(work => (int)work.Revision.Number).Order());
    }

    /// <summary>Other work of the cell may bring the answer; the question is looked at again after it.</summary>
    [Fact]
    public void Await_WithWorkThatMayAnswer_HopesForThat()
    {
        int x = _parts.AddVariable(5), user = _parts.Add("neg", x);
        Work kernel = At(user, 1);
        (kernel.State, kernel.Span) = (WorkState.Computing, Span(1, 9));
        Works.Await(user, ref _parts[user], ShardParts.At(4), new Waiter(Other, 1, Need.Value));
        Assert.Equal(WorkState.Waiting, At(user, 4).State);
        kernel.State = WorkState.Open;
        Works.Finish(kernel);
        Assert.Equal((user, ShardParts.At(4)), (Works.Tickets.Top.Cell, Works.Tickets.Top.Revision));
        Works.Await(user, ref _parts[user], ShardParts.At(4), new Waiter(Other, 2, Need.Value));
        Assert.Equal(2, At(user, 4).Waiters.Count);
    }

    /// <summary>Kernels cannot be called back: what they bring is for nobody, and good up to the newest revision.
    /// </summary>
    [Fact]
    public void AbandonAll_WithAKernelUnderWay_LeavesJustThatForNobody()
    {
        int x = _parts.AddImport(), user = _parts.Add("neg", x);
        Work waits = At(x, 2), kernel = At(user, 3);
        (waits.State, kernel.State, kernel.Span) = (WorkState.Waiting, WorkState.Computing, Span(1, long.MaxValue));
        waits.Await(At(user, 2));
        kernel.Await(new Waiter(Other, 1, Need.Value));
        Works.Tickets.Push(new Ticket(user, Need.Value, ShardParts.At(2)));
        Works.AbandonAll(ShardParts.At(7));
        Assert.Same(kernel, Assert.Single(Works.ToList()));
        Assert.Equal((0, 0, Span(1, 7)), (kernel.Waiters.Count, Works.Tickets.Count, kernel.Span));
        Assert.Equal((0, 1), (_parts[x].Extras!.Works.Count, _parts[user].Extras!.Works.Count));
    }

    [Fact]
    public void Lose_OfACellWithSeveralWorks_LosesEachOfThemAndNoOther()
    {
        int x = _parts.AddImport(), y = _parts.AddImport();
        Work[] lost = [At(x, 1), At(x, 2), At(x, 3)];
        Work kept = At(y, 1);
        Works.Lose(ref _parts[x]);
        Assert.All(lost, work => Assert.True(work.IsLost));
        Assert.False(kept.IsLost);
        Assert.Same(kept, Assert.Single(Works.ToList()));
        Assert.True(Works.MayBeAt(y));
        Assert.False(Works.MayBeAt(x));
    }

    /// <summary>The word that nobody remembers answers whoever waits, and is not the cell's newest content.</summary>
    [Fact]
    public void AnswerForgotten_WithSomebodyWaiting_AnswersHimWithAFault()
    {
        int x = _parts.AddVariable(5);
        At(x, 0).Await(new Waiter(Other, 1, Need.Value));
        Works.AnswerForgotten(x, ref _parts[x], ShardParts.At(0));
        VersionedValue answer = Assert.Single(_parts.Sent<Evaluated>()).Versioned;
        Assert.True(answer.Value.Fault!.IsForgotten);
        Assert.Equal((Span(0, 0), Version.None, 5.0), (answer.Span, answer.Version, _parts[x].Number));
        Assert.True(Works.AreNone);
    }

    private Work At(int cell, long revision) => Works.At(cell, ref _parts[cell], ShardParts.At(revision));
}
