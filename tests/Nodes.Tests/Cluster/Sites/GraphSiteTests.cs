using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Letters of an earlier era or tenure are void.</summary>
public sealed class GraphSiteTests
{
    private static readonly ShardId Here = new(3), There = new(4);

    private readonly Site _site = new(tenure: 2);

    [Fact]
    public void Received_OfThisEra_ReachesTheActor()
    {
        _site.Begin(era: 7);
        Receive(tenure: 2, era: 7, Here);
        _site.Probe.Expect<Nodes.Evaluation.Invalidated>();
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(2, 8)]
    [InlineData(1, 7)]
    [InlineData(3, 7)]
    public void Received_OfAnotherEraOrTenure_IsDropped(long tenure, long era)
    {
        _site.Begin(era: 7);
        Receive(tenure, era, Here);
        _site.Probe.ExpectNothing();
    }

    [Fact]
    public void Received_ForAShardThatIsElsewhere_IsDropped()
    {
        _site.Begin(era: 7);
        Receive(tenure: 2, era: 7, There);
        _site.Probe.ExpectNothing();
    }

    [Fact]
    public void Received_AfterTheNextEraBegan_IsDropped()
    {
        _site.Begin(era: 7);
        _site.Begin(era: 8);
        Receive(tenure: 2, era: 7, Here);
        _site.Probe.ExpectNothing();
    }

    /// <summary>The only lease on an array that nobody takes is the letter's.</summary>
    [Fact]
    public void Received_WithAnArrayOfAnotherEra_TakesNoLease()
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(3));
        array.Retain();
        var versioned = new VersionedValue(
            new Value(0, array), new(1), new RevisionSpan(new(1), new(1)), hasValue: true);
        _site.Begin(era: 7);
        Receive(tenure: 2, era: 6, Here, new Nodes.Evaluation.Evaluated(0, new(1), versioned));
        array.Release();
        Assert.True(array.Block.IsFree);
    }

    private void Receive(long tenure, long era, ShardId to, Message? message = null)
    {
        var node = new NodeLetter { Graph = "g", Tenure = tenure, Era = era, From = There.Value, To = to.Value };
        Letter letter = NodeCodec.Encode(node, message ?? new Nodes.Evaluation.Invalidated(), _site.CellAssignments);
        _site.Received(letter.Body.Node, letter.Arrays);
        letter.Drop();
    }

    private sealed class Site(long tenure)
        : GraphSite(null!, "g", new(tenure), Here, new CellAssignmentCodec(new Support()))
    {
        public Probe Probe { get; } = new(new SimulationDispatcher(seed: 1));

        public override Actor? Find(ShardId shard) => shard == ShardId ? Probe : null;

        public void Begin(long era) => EnterEra(new(era));
    }
}
