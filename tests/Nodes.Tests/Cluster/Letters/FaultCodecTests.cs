using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Why a node has no value, as a letter says it.</summary>
public sealed class FaultCodecTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Decode_OfAFault_DescribesTheSamePath(int steps)
    {
        Fault fault = Chain(steps);
        FaultText text = FaultCodec.Encode(fault);
        Assert.True(text.Path.Count <= FaultCodec.MostSteps);
        Fault back = FaultCodec.Decode(text);
        Assert.Equal(fault.DescribePath(), back.DescribePath());
        Assert.Equal(fault.Origin with { Cause = null }, back.Origin with { Cause = null });
        Assert.Equal("System.InvalidOperationException: why", back.Origin.Cause!.Message);
        Assert.Equal(fault.Node, back.Node);
    }

    [Fact]
    public void Encode_OfAFaultThatCameByLetter_CountsAllStepsThatWereLeftOut()
    {
        Fault direct = Chain(200), travelled = FaultCodec.Decode(FaultCodec.Encode(Chain(100)));
        for (int i = 100; i < 200; i++) travelled = travelled.Reach(new NodeId(i), "add");
        Assert.Equal(direct.DescribePath(), travelled.DescribePath());
        Assert.Equal(FaultCodec.Encode(direct), FaultCodec.Encode(travelled));
    }

    [Fact]
    public void Encode_ForSomebodyWithOtherNumbers_UsesThose()
    {
        FaultText text = FaultCodec.Encode(Chain(3), id => id + 1000);
        Assert.Equal(1000, text.Node);
        Assert.Equal([1000, 1001, 1002], text.Path.Select(step => step.Node));
    }

    [Fact]
    public void Decode_OfAnUnknownKind_SaysThatTheSenderIsPerhapsNewer()
    {
        FaultText text = FaultCodec.Encode(Chain(1));
        text.Kind = 99;
        var error = Assert.Throws<LetterFormatException>(() => FaultCodec.Decode(text));
        Assert.Contains("kind of fault 99", error.Message, StringComparison.Ordinal);
    }

    /// <summary>An error of the library's own says by itself what it is.</summary>
    [Fact]
    public void Encode_OfACauseInWords_SendsTheWordsAlone()
    {
        var origin = new FaultOrigin(
            FaultKind.Failed, new NodeId(0), "matmul", "", "no fit", new DataflowException("too large"));
        Assert.Equal("too large", FaultCodec.Encode(Fault.Begin(origin)).Cause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_OfAConstantsFault_SaysWhetherAnAssignmentMendsIt(bool isConstant)
    {
        var origin = new FaultOrigin(FaultKind.Unassigned, new NodeId(3), "x", "", "no value")
        {
            IsConstant = isConstant,
        };
        Fault back = FaultCodec.Decode(FaultCodec.Encode(Fault.Begin(origin)));
        Assert.Equal(origin, back.Origin);
    }

    private static Fault Chain(int steps)
    {
        Fault fault = Fault.Begin(new FaultOrigin(
            FaultKind.Failed, new NodeId(0), "matmul", "[2], [3]", "no fit", new InvalidOperationException("why")));
        for (int i = 1; i < steps; i++) fault = fault.Reach(new NodeId(i), "add");
        return fault;
    }
}
