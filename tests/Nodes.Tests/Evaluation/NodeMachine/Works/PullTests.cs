using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Operands are looked at before their users, each node runs once, and nobody is kept from his turn.</summary>
public sealed class PullTests
{
    private readonly ShardParts _parts = new();

    /// <summary>A diamond: what two read is computed once, and found good by each of them.</summary>
    [Fact]
    public void Drain_OfADiamond_RunsEachNodeOnce()
    {
        int x = _parts.AddVariable(2), u = _parts.Add("neg", x);
        int left = _parts.Add("sqr", u), right = _parts.Add("exp", u), top = _parts.Add("add", left, right);
        Look(top, 1);
        Assert.Equal(4 + Math.Exp(-2), _parts[top].Number);
        Assert.All([u, left, right, top], cell => Assert.Equal(1, _parts[cell].Runs));
        Assert.True(_parts.Works.AreNone);
    }

    /// <summary>However deep, the thread's own stack is not.</summary>
    [Fact]
    public void Drain_OfAChainOf100000_ComesToItsEnd()
    {
        var parts = new ShardParts(ShardLimits.Default with { VisitsAtATime = int.MaxValue });
        int cell = parts.AddVariable(3);
        for (int i = 0; i < 100_000; i++) cell = parts.Add("neg", cell);
        parts.Works.Tickets.Push(new Ticket(cell, Need.Value, At(1)));
        parts.Pull.Drain();
        Assert.Equal(3, parts[cell].Number);
    }

    /// <summary>It says once that there is more to do, however often it is told to go on looking meanwhile.</summary>
    [Fact]
    public void Drain_BeyondItsVisits_GivesWayOnceUntilItsNextTurn()
    {
        var parts = new ShardParts(ShardLimits.Default with { VisitsAtATime = 2 });
        int cell = parts.AddVariable(3);
        for (int i = 0; i < 6; i++) cell = parts.Add("neg", cell);
        parts.Works.Tickets.Push(new Ticket(cell, Need.Value, At(1)));
        for (int i = 0; i < 2; i++) parts.Pull.Drain();
        Assert.Single(parts.Sent<Continue>(Id));
        int turns = 0;
        for (; parts.Sent<Continue>().Count > 0; turns++)
        {
            parts.Take<Continue>();
            parts.Pull.Continue();
        }

        Assert.Equal((3.0, 4), (parts[cell].Number, turns));
    }

    /// <summary>x moves and its sign does not: the sign runs, and what reads it is only found good again.</summary>
    [Fact]
    public void Drain_WhenNoOperandMoved_RenewsAndKeepsTheFormerSpan()
    {
        int x = _parts.AddVariable(2), sign = _parts.Add("signum", x), user = _parts.Add("neg", sign);
        Look(user, 1);
        _parts.Assign(x, 2, 3);
        Look(user, 2);
        Assert.Equal((2, 1), (_parts[sign].Runs, _parts[user].Runs));
        Assert.Equal((RevisionSpan.Since(At(2)), new Version(1)), (_parts[user].Span, _parts[user].Version));
        Assert.Equal(Span(1, 1), _parts[user].Extras!.PastValues!.Span);
        _parts.Assign(x, 3, -3);
        Look(user, 3);
        Assert.Equal((3, 2, 1.0), (_parts[sign].Runs, _parts[user].Runs, _parts[user].Number));
    }

    /// <summary>
    /// For a version nothing is computed that was dropped; for the value it is, and stays that version.
    /// </summary>
    [Fact]
    public void Drain_OfWhatWasDropped_ComputesForTheValueAlone()
    {
        int x = _parts.AddVariable(2), u = _parts.Add("neg", x);
        Look(u, 1);
        _parts[u].Drop();
        Look(u, 1, Need.Version);
        Assert.Equal(1, _parts[u].Runs);
        Look(u, 1);
        Assert.Equal((2, new Version(1), -2.0), (_parts[u].Runs, _parts[u].Version, _parts[u].Number));
    }

    /// <summary>Both operands are asked for at once, and the node goes on when the second has come.</summary>
    [Fact]
    public void Drain_OverTwoImports_AsksForBothAndWaitsForBoth()
    {
        int first = _parts.AddImport(), second = _parts.AddImport(), sum = _parts.Add("add", first, second);
        Look(sum, 1);
        Assert.Equal([first, second], _parts.Sent<Eval>(Other).Select(eval => eval.Slot));
        Assert.Equal(WorkState.Waiting, _parts[sum].Extras!.WorkAt(At(1))!.State);
        for (int i = 1; i < 3; i++)
        {
            _parts.Lend(Value.Of(10 * i), version: 1, Span(1, 5));
            _parts.Pull.Drain();
            Assert.Equal(i - 1, _parts[sum].Runs);
        }

        Assert.Equal((30.0, Span(1, 5)), (_parts[sum].Number, _parts[sum].Span));
        Assert.True(_parts.Works.AreNone);
    }

    /// <summary>What nobody can ask for any more is not computed, and nobody else is asked for it.</summary>
    [Fact]
    public void Drain_AtARevisionThatIsOver_AnswersThatItIsForgotten()
    {
        int lent = _parts.AddImport(), user = _parts.Add("neg", lent), x = _parts.AddVariable(1);
        _parts.PastValues.NoteOldest(At(5));
        foreach (int cell in (int[])[lent, user]) Look(cell, 4);
        Look(x, 0);
        Assert.Empty(_parts.Sent<Eval>());
        Assert.Equal(0, _parts[user].Runs);
        Assert.All([lent, user, x], cell => Assert.True(_parts[cell].Extras!.PastValues!.Value.Fault!.IsForgotten));
    }

    /// <summary>Looked at again because another was lacking, an operand is no second hit.</summary>
    [Fact]
    public void Drain_OverAnOperandThatIsGood_CountsOneHit()
    {
        int x = _parts.AddVariable(2), u = _parts.Add("neg", x), y = _parts.AddVariable(3);
        Look(_parts.Add("add", u, y), 1);
        Assert.Equal((1, 1), (_parts[x].Hits, _parts[y].Hits));
    }

    private void Look(int cell, long revision, Need need = Need.Value)
    {
        _parts.Works.Tickets.Push(new Ticket(cell, need, At(revision)));
        _parts.Pull.Drain();
    }
}
