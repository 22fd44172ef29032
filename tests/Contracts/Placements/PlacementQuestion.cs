using Dataflow.Nodes;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Contracts.Placements;

/// <summary>What a placement is asked for one node.</summary>
internal sealed record PlacementQuestion(
    PlaceRequest? Wish, ShardId Home, OperandPlace[] Operands, ShardLoad[] Shards, int Chance)
{
    public static PlacementQuestion Draw(int seed)
    {
        var chance = new Random(seed);
        int[] numbers = [.. Enumerable.Range(0, 8).OrderBy(_ => chance.Next()).Take(1 + chance.Next(5))];
        ShardLoad[] shards =
        [
            .. numbers.Select(number => new ShardLoad(
                new ShardId(number),
                new MemberCard($"m{number}", $"tcp://m{number}", chance.Next(3) == 0 ? ["gpu"] : []),
                Bytes: 8 * chance.Next(4))),
        ];
        OperandPlace[] operands =
        [
            .. Enumerable.Range(0, chance.Next(4)).Select(
                _ => new OperandPlace(shards[chance.Next(shards.Length)].Shard, 8 * chance.Next(1, 5))),
        ];
        return new PlacementQuestion(
            AnyWish(chance), shards[chance.Next(shards.Length)].Shard, operands, shards, chance.Next(100));
    }

    public ShardId Ask(IPlacement placement) => Ask(placement, Wish);

    public ShardId Ask(IPlacement placement, PlaceRequest? wish) =>
        placement.Place(new NodeToPlace(wish, Home, Operands), Shards);

    public ShardId? Find(IPlacement placement) => placement.Find(Wish ?? PlaceRequest.Spread, Shards);

    public MemberCard CardOf(ShardId shard) => Shards.Single(one => one.Shard == shard).Card;

    private static PlaceRequest? AnyWish(Random chance) => chance.Next(5) switch
    {
        0 => PlaceRequest.On($"m{chance.Next(8)}"),
        1 => PlaceRequest.OnRole("gpu"),
        2 => PlaceRequest.Spread,
        _ => null,
    };
}
