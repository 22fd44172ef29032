using Dataflow.Nodes;
using Dataflow.Nodes.Cluster;

namespace Dataflow.Contracts.Placements;

public sealed class PlacementBesideOperandsTests : PlacementContract
{
    private static readonly ShardId Home = new(0), Near = new(1), Far = new(2);

    private readonly PlacementBesideOperands _placement = new();

    [Fact]
    public void Place_NothingSaid_IsBesideTheLargestOperand()
    {
        Assert.Equal(Far, Place(new OperandPlace(Near, 8), new OperandPlace(Far, 80)));
        Assert.Equal(Far, Place(new OperandPlace(Far, 80), new OperandPlace(Near, 8)));
    }

    [Fact]
    public void Place_OperandsOfOneSize_IsBesideTheFirst() =>
        Assert.Equal(Near, Place(new OperandPlace(Near, 8), new OperandPlace(Far, 8)));

    [Fact]
    public void Place_WithoutOperands_IsAtHome() => Assert.Equal(Home, Place());

    private protected override IPlacement Create() => new PlacementBesideOperands();

    private ShardId Place(params OperandPlace[] operands) => _placement.Place(
        new NodeToPlace(null, Home, operands),
        [.. new[] { Far, Home, Near }.Select(shard => new ShardLoad(shard, new MemberCard($"m{shard}", "", []), 0))]);
}
