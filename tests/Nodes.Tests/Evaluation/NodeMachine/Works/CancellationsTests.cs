using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>
/// What leads to nobody is abandoned, here and where it was asked for; what leads to somebody goes on.
/// </summary>
public sealed class CancellationsTests
{
    private readonly ShardParts _parts = new();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void TryCancel_OfAQuestionThatNobodyAsked_ChangesNothing(int slot, long revision)
    {
        int user = _parts.Add("neg", _parts.AddImport());
        _parts.Ask(user, 1, slot: 1);
        Assert.False(TryCancel(user, slot, revision));
        Assert.Equal(2, _parts.Works.ToList().Count);
        Assert.Empty(_parts.Sent<Cancel>());
    }

    /// <summary>Two ask for one node; only after the second gives up is the other shard told, and just once.</summary>
    [Fact]
    public void TryCancel_OfOneQuestionAfterTheOther_TakesBackWithTheLast()
    {
        int lent = _parts.AddImport(), user = _parts.Add("neg", lent);
        for (int slot = 1; slot < 3; slot++) _parts.Ask(user, 3, slot);
        Assert.False(TryCancel(user, 1, 3));
        Assert.Empty(_parts.Sent<Cancel>());
        Assert.True(TryCancel(user, 2, 3));
        Assert.False(TryCancel(user, 2, 3));
        Cancel cancel = Assert.Single(_parts.Sent<Cancel>(Other));
        CellAddress lender = _parts[lent].Extras!.Lender;
        Assert.Equal((Id, lent, lender.Cell, At(3)), (cancel.By, cancel.Slot, cancel.Cell, cancel.Revision));
        Assert.True(_parts.Works.AreNone);
    }

    /// <summary>What two nodes read is still awaited for one of them, and goes on for that alone.</summary>
    [Fact]
    public void TryCancel_OfOneOfTwoUsersOfAnImport_LeavesItsQuestion()
    {
        int lent = _parts.AddImport(), first = _parts.Add("neg", lent), second = _parts.Add("sqr", lent);
        _parts.Ask(first, 1, slot: 1);
        _parts.Ask(second, 1, slot: 2);
        Assert.True(TryCancel(first, 1, 1));
        Assert.Empty(_parts.Sent<Cancel>());
        Assert.Equal([lent, second], _parts.Works.ToList().Select(work => work.Cell).Order());
        Assert.True(_parts.Lend(Value.Of(3), version: 1, Span(1, 1)));
        _parts.Pull.Drain();
        Assert.Equal((2, 9.0), (_parts.Sent<Evaluated>().Single().Slot, _parts.AnswerTo(2).Value.Number));
    }

    /// <summary>A kernel under way ends as it would; its result is for the next who asks.</summary>
    [Fact]
    public void TryCancel_OfWhatAKernelComputes_LeavesTheKernelAndAnswersNobody()
    {
        int user = _parts.Add("neg", _parts.AddVariable(ArrayOf(1, 2)));
        _parts.Ask(user, 1, slot: 1);
        Assert.True(TryCancel(user, 1, 1));
        Assert.Equal(WorkState.Computing, Assert.Single(_parts.Works.ToList()).State);
        _parts.RunKernels();
        Assert.Empty(_parts.Sent<Evaluated>());
        Assert.Equal([-1.0, -2], NumbersOf(_parts[user].Value));
    }

    /// <summary>One kernel may run: two nodes stand on the stack, and the one at a revision of its own is given up.
    /// </summary>
    [Fact]
    public void TryCancel_OfWhatIsOnTheStack_LeavesTicketsForTheOthersAlone()
    {
        var parts = new ShardParts(ShardLimits.Default with { ElementsInside = 0, KernelsAtATime = 1 });
        int x = parts.AddVariable(ArrayOf(1, 2));
        int[] users = [parts.Add("neg", x), parts.Add("sqr", x), parts.Add("exp", x)];
        foreach (int user in users) parts.Ask(user, user == users[1] ? 2 : 1, slot: user);
        var cancel = new Cancel(ShardId.Clock, users[1], users[1], At(2));
        Assert.True(parts.Cancellations.TryCancel(cancel));
        Assert.False(parts.Works.MayBeAt(users[1]));
        Assert.Equal((1, users[2]), (parts.Works.Tickets.Count, parts.Works.Tickets.Top.Cell));
        parts.RunKernels();
        Assert.Equal([users[0], users[2]], parts.Sent<Evaluated>().Select(answer => answer.Slot));
        Assert.Equal(0, parts[users[1]].Runs);
    }

    /// <summary>Open work does not say yet what it waits for, so what is asked at its revision may be for it.</summary>
    [Fact]
    public void TryCancel_BesideOpenWorkAtTheSameRevision_TakesNothingBack()
    {
        var parts = new ShardParts(ShardLimits.Default with { ElementsInside = 0, VisitsAtATime = 1 });
        int lent = parts.AddImport(), first = parts.Add("neg", lent), second = parts.Add("sqr", lent);
        parts.Ask(first, 1, slot: 1);
        parts.Pull.Continue();
        parts.Pull.Continue();
        Assert.Single(parts.Sent<Eval>());
        parts.Ask(second, 1, slot: 2);
        parts.Cancellations.TryCancel(new Cancel(ShardId.Clock, 1, first, At(1)));
        Assert.Empty(parts.Sent<Cancel>());
        Assert.True(parts.Works.MayBeAt(lent));
    }

    private bool TryCancel(int cell, int slot, long revision) =>
        _parts.Cancellations.TryCancel(new Cancel(ShardId.Clock, slot, cell, At(revision)));
}
