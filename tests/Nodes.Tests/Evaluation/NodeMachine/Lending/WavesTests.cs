using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A wave goes where something was lent, and nowhere else; each who sends it is answered once.</summary>
public sealed class WavesTests
{
    private readonly ShardParts _parts = new();

    /// <summary>x is read by u, u by y, and y was borrowed elsewhere; v reads x too, but was never evaluated.</summary>
    [Fact]
    public void Take_OfAnAssignment_CutsWhatHasBorrowedAndWhatHasBorrowedFromThat()
    {
        int x = _parts.AddVariable(2), u = _parts.Add("neg", x), y = _parts.Add("sqr", u), v = _parts.Add("exp", x);
        _parts.Ask(y, 1, slot: 7, by: Other);
        _parts.Clear();
        _parts.Assign(x, 2, 3);
        Assert.Equal([At(1), At(1)], [_parts[u].Span.Until, _parts[y].Span.Until]);
        Assert.Equal(RevisionSpan.Never, _parts[v].Span);
        Assert.Equal(RevisionSpan.Since(At(2)), _parts[x].Span);
        Invalidate recall = Assert.Single(_parts.Sent<Invalidate>(Other));
        Assert.Equal((Id, 7, At(2)), (recall.By, recall.Cell, recall.Revision));
        Assert.Empty(_parts.Sent<Assigned>());
        _parts.Waves.TakeAnswer();
        Assert.Single(_parts.Sent<Assigned>(ShardId.Clock));
    }

    /// <summary>The one before stays for whoever has begun; of several the last counts, and the others' leases end.
    /// </summary>
    [Fact]
    public void Take_OfSeveralArraysForOneVariable_HasTheLastAndReleasesTheOthers()
    {
        NdArray<double>[] arrays = [.. Enumerable.Range(0, 4).Select(i => ArrayOf(i, i))];
        int x = _parts.AddVariable(arrays[0]);
        var assign = new Assign(At(5));
        foreach (NdArray<double> array in arrays[1..]) assign.Add(x, new Value(0, array));
        _parts.Waves.Take(assign);
        Assert.Equal([false, true, true, false], arrays.Select(array => array.Block.IsFree));
        Assert.Same(arrays[3], _parts[x].Content);
        Assert.Equal((new Version(2), Span(1, 4)), (_parts[x].Version, _parts[x].Extras!.PastValues!.Span));
    }

    /// <summary>What was taken in before is no reason to leave a later assignment out.</summary>
    [Fact]
    public void Take_OfOneAssignmentAfterAnother_TakesEach()
    {
        int x = _parts.AddVariable(1);
        for (int revision = 2; revision < 5; revision++) _parts.Assign(x, revision, 10 * revision);
        Assert.Equal((40.0, new Version(4)), (_parts[x].Number, _parts[x].Version));
        Assert.Equal(3, _parts.Sent<Assigned>().Count);
    }

    [Fact]
    public void Take_OfTheNumberThatIsThere_ReachesNobodyAndIsAnswered()
    {
        int x = _parts.AddVariable(2), u = _parts.Add("neg", x);
        _parts.Ask(u, 1);
        _parts.Assign(x, 2, 2);
        Assert.True(_parts[u].Span.IsOpen);
        Assert.Equal(Span(1, long.MaxValue), _parts[x].Span);
        Assert.Single(_parts.Sent<Assigned>());
    }

    /// <summary>A recall lets go of what an import has, and cuts an answer that is still on its way.</summary>
    [Fact]
    public void Take_OfARecall_CutsTheImportAndWhatItAwaits()
    {
        NdArray<double> array = ArrayOf(1, 2);
        int x = _parts.AddImport();
        _parts[x].Borrow(new Version(1), RevisionSpan.Since(At(1)));
        _parts[x].Put(new Value(0, array));
        Work waits = _parts.Works.At(x, ref _parts[x], At(3));
        _parts.Waves.Take(new Invalidate(Other, x, At(4)));
        Assert.True(array.Block.IsFree);
        Assert.Equal((Span(1, 3), new Version(1)), (_parts[x].Span, _parts[x].Version));
        Assert.Equal(At(4), waits.Cut);
        Assert.Single(_parts.Sent<Invalidated>(Other));
    }

    /// <summary>What ended before the wave's revision has nothing that the wave could end: it stops there.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public void Take_OfARecallOfWhatEnded_GoesNoFurther(long revision, int recalls)
    {
        int x = _parts.AddImport();
        _parts[x].Borrow(new Version(1), Span(1, 3));
        _parts[x].Extras!.Lend(new CellAddress(Third, 5));
        _parts.Waves.Take(new Invalidate(Other, x, At(revision)));
        Assert.Equal(recalls, _parts.Sent<Invalidate>(Third).Count);
    }

    /// <summary>Nothing of a wave that failed in the middle is taken for the next one's, in whichever shard.</summary>
    [Fact]
    public void Take_AfterAMessageCouldNotBeSent_RecallsOnlyItsOwnBorrowers()
    {
        var broken = new ShardParts();
        int lost = broken.AddVariable(1);
        for (int slot = 50; slot < 53; slot++) broken.Ask(lost, 1, slot, by: Third);
        broken.SendError = new InvalidOperationException("no way out");
        Assert.Throws<InvalidOperationException>(() => broken.Assign(lost, 2, 2));
        int x = _parts.AddVariable(1);
        _parts.Ask(x, 1, slot: 7, by: Other);
        _parts.Assign(x, 2, 2);
        Assert.Equal(7, Assert.Single(_parts.Sent<Invalidate>()).Cell);
    }

    /// <summary>In a new era no answer is owed: the next wave is quiet at once.</summary>
    [Fact]
    public void Abandon_WhileAnAnswerIsOwed_OwesNothing()
    {
        int x = _parts.AddVariable(1);
        _parts.Ask(x, 1, slot: 7, by: Other);
        _parts.Assign(x, 2, 2);
        _parts.Waves.Abandon();
        _parts.Assign(x, 3, 3);
        Assert.Single(_parts.Sent<Assigned>());
    }
}
