using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Arrays;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;
using Assign = Dataflow.Nodes.Evaluation.Assign;
using Cancel = Dataflow.Nodes.Evaluation.Cancel;
using CellsCounted = Dataflow.Nodes.Evaluation.CellsCounted;
using CellsFreed = Dataflow.Nodes.Evaluation.CellsFreed;
using CountCells = Dataflow.Nodes.Evaluation.CountCells;
using Eval = Dataflow.Nodes.Evaluation.Eval;
using Evaluated = Dataflow.Nodes.Evaluation.Evaluated;
using FreeCells = Dataflow.Nodes.Evaluation.FreeCells;
using Inspect = Dataflow.Nodes.Evaluation.Inspect;
using Inspected = Dataflow.Nodes.Evaluation.Inspected;
using Invalidate = Dataflow.Nodes.Evaluation.Invalidate;
using LoanReturned = Dataflow.Nodes.Evaluation.LoanReturned;
using ReturnLoan = Dataflow.Nodes.Evaluation.ReturnLoan;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>What shards say to each other, as bytes and back: shard 3 says it to shard 4, in era 7.</summary>
public sealed class NodeCodecTests
{
    private static readonly ShardId From = new(3), To = new(4);

    private readonly CellAssignmentCodec _cells = new(new Support());

    [Fact]
    public void Decode_AnEval_KeepsAll()
    {
        Eval back = Travel(new Eval(From, 1, 2, new Revision(9), Need.Version, new Revision(5), takesOver: true, 6));
        Assert.Equal((From, 1, 2, Need.Version, true, 6), (
            back.By, back.Slot, back.Cell, back.Need, back.TakesOver, back.Tenant));
        Assert.Equal<Revision>(new Revision(9), back.Revision);
        Assert.Equal<Revision>(new Revision(5), back.Oldest);
    }

    [Fact]
    public void Decode_AnAnswer_TakesALeaseOfItsOwn()
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(2));
        var span = new RevisionSpan(new Revision(2), RevisionSpan.Open);
        var answer = new Evaluated(
            1, new Revision(9), new VersionedValue(new Value(0, array), new Version(4), span, hasValue: true), true, 6);
        Letter letter = Encode(answer);
        Assert.True(letter.MayBeOvertaken);
        var back = (Evaluated)Decode(letter);
        Assert.Equal((1, true, 6), (back.Slot, back.IsHandedOver, back.Tenant));
        Assert.Equal(span, back.Versioned.Span);
        Assert.Same(array, back.Versioned.Value.Array);
        Assert.True(array.Block.IsHeldBy(2));
        back.Versioned.Value.Release();
        letter.Drop();
        Assert.True(array.Block.IsFree);
    }

    [Fact]
    public void Decode_AnAnswerWithoutAValue_HasNone()
    {
        Evaluated back = Travel(new Evaluated(1, new Revision(9), default));
        Assert.False(back.Versioned.HasValue);
    }

    [Fact]
    public void Decode_AnAssignment_KeepsTheOrderOfItsValues()
    {
        var assign = new Assign(new Revision(9));
        assign.Add(5, Value.Of(1.5));
        assign.Add(2, Value.Of(-0.0));
        Assign back = Travel(assign);
        Assert.Equal<Revision>(new Revision(9), back.Revision);
        Assert.Equal([(5, 1.5), (2, -0.0)], Enumerable.Range(0, 2).Select(
            i => (back.Values[i].Cell, back.Values[i].Value.Number)));
    }

    [Fact]
    public void Decode_ACancelAndARecall_KeepAll()
    {
        Cancel cancel = Travel(new Cancel(From, 1, 2, new Revision(9)));
        Assert.Equal((From, 1, 2), (cancel.By, cancel.Slot, cancel.Cell));
        Assert.Equal<Revision>(new Revision(9), cancel.Revision);
        Invalidate recall = Travel(new Invalidate(From, 2, new Revision(8)));
        Assert.Equal((From, 2), (recall.By, recall.Cell));
        Assert.Equal<Revision>(new Revision(8), recall.Revision);
    }

    [Fact]
    public void Decode_WhatIsKeptAndForgotten_KeepsTheRevisions()
    {
        var span = new RevisionSpan(new Revision(2), new Revision(6));
        HasPastValues back = Travel(new HasPastValues(From, span));
        Assert.Equal((From, span), (back.By, back.Span));
        var live = new LiveRevisions([new(2), new(4), new(9)]);
        Assert.Equal(live.Revisions.ToArray(), Travel(new Forget(live)).LiveRevisions.Revisions.ToArray());
    }

    [Fact]
    public void Decode_EnteringAnEra_IsOfTheLettersEra()
    {
        EraEntered back = Travel(new EraEntered(From, new Era(7), 11));
        Assert.Equal((From, 11), (back.By, back.CellAssignments));
        Assert.Equal<Era>(new Era(7), back.Era);
    }

    [Fact]
    public void Decode_AnInspection_KeepsAll()
    {
        Inspect back = Travel(new Inspect(3, new Revision(9), [1, 4]));
        Assert.Equal(3, back.Number);
        Assert.Equal<Revision>(new Revision(9), back.Revision);
        Assert.Equal([1, 4], back.Cells);
        Inspected answer = Travel(new Inspected(3, [NodeStatus.Asleep]));
        Assert.Equal((3, NodeStatus.Asleep), (answer.Number, Assert.Single(answer.Statuses)));
    }

    [Fact]
    public void Decode_CellsThatGo_KeepAll()
    {
        Assert.Equal([3, 1, 2], Travel(new FreeCells([3, 1, 2])).Cells);
        CellsFreed freed = Travel(new CellsFreed(From, [3], [(1, 8)], 5));
        Assert.Equal(From, freed.By);
        Assert.Equal([3], freed.Freed);
        Assert.Equal([(1, 8)], freed.Unread);
        Assert.Equal(5, freed.CellAssignments);
        ReturnLoan loan = Travel(new ReturnLoan(new CellAddress(From, 6), 2));
        Assert.Equal((new CellAddress(From, 6), 2), (loan.Import, loan.LenderCell));
        Assert.Equal(6, Travel(new LoanReturned(6)).Cell);
    }

    [Fact]
    public void Decode_ACount_KeepsAll()
    {
        Assert.Equal(2, Travel(new CountCells(2)).Number);
        CellsCounted counted = Travel(new CellsCounted(2, new ShardCounts(1, 2, 3, 4)));
        Assert.Equal((2, new ShardCounts(1, 2, 3, 4)), (counted.Number, counted.Counts));
    }

    [Fact]
    public void Decode_WordsWithoutMore_AreThemselves()
    {
        Travel(new Invalidated());
        Travel(new Assigned());
        Travel(new Dissolve());
        Assert.Equal("it broke", Travel(new Broken(new IOException("it broke"))).Cause.Message);
    }

    [Fact]
    public void Decode_ALetterThatSaysNothing_IsRefused() => Assert.Contains(
        "'g' says None",
        Assert.Throws<LetterFormatException>(
            () => NodeCodec.Decode(new NodeLetter { Graph = "g" }, [], _cells)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Decode_AnArrayThatDidNotCome_IsRefused()
    {
        var letter = new NodeLetter
        {
            Evaluated = new Nodes.Wire.Protocol.Evaluated { Held = new Held { Value = new Content { Enclosed = 0 } } },
        };
        Assert.Throws<LetterFormatException>(() => NodeCodec.Decode(letter, [], _cells));
    }

    /// <summary>What a shard tells itself never leaves it.</summary>
    [Fact]
    public void Encode_WhatDoesNotTravel_IsAFaultOfTheSender() =>
        Assert.Throws<InvalidOperationException>(() => Encode(new Continue()));

    private Letter Encode(Message message) => NodeCodec.Encode(
        new NodeLetter { Graph = "g", Era = 7, From = From.Value, To = To.Value }, message, _cells);

    private Message Decode(Letter letter) => NodeCodec.Decode(
        NodeLetter.Parser.ParseFrom(letter.Body.Node.ToByteArray()), letter.Arrays, _cells);

    private TMessage Travel<TMessage>(TMessage message) where TMessage : Message =>
        Assert.IsType<TMessage>(Decode(Encode(message)));
}
