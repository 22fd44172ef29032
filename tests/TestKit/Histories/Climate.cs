using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// The weather of one history, drawn from its seed, so that rare meetings of events have their season: how finely the
/// graph is cut into actors, how little an actor does at a time, how often each thing is done.
/// </summary>
internal sealed record Climate(
    int Runs, ShardLimits Limits, int Clients, int Operations, int StepsBetween, bool HasArrays, bool ShapesChange)
{
    /// <summary>
    /// How many nodes share an actor, one after the other; 0 when they are thrown into so many shards.
    /// </summary>
    public int NodesPerActor { get; private init; }

    /// <summary>Whether values may have to go because there is no memory for them.</summary>
    public bool IsShortOfMemory { get; private init; }

    /// <summary>How often nodes are let go and added while the history goes on: one of so many times; 0 for never.
    /// </summary>
    public int ChangesOneOf { get; private init; }

    /// <summary>Every fifth seed is a crowd: many evaluations under way at as many revisions.</summary>
    public static Climate Draw(Random chance, int seed)
    {
        Climate climate = Draw(chance);
        return seed % 5 != 3 ? climate : climate with
        {
            Clients = climate.Clients + 4,
            Operations = climate.Operations * 3,
            StepsBetween = Math.Min(climate.StepsBetween, 16),
        };
    }

    /// <summary>
    /// The same for a graph of any operators: mostly all nodes in one actor, as is usual, or few in each; kernels
    /// inside actors and beside them, regions long and short, memory for all values or for few.
    /// </summary>
    public static Climate DrawForCatalogue(Random chance, int seed)
    {
        Climate drawn = Draw(chance, seed);
        Climate climate = drawn with
        {
            HasArrays = true,
            NodesPerActor = chance.Next(6) switch { < 3 => int.MaxValue, 3 => 1, 4 => 3, _ => chance.Next(12) },
            Limits = drawn.Limits with
            {
                ElementsInside = chance.Next(4) switch { 0 => 0, 1 => 3000, _ => 256 },
                OperatorsInRegion = chance.Next(4) == 0 ? 1 + chance.Next(6) : 256,
            },
        };
        return chance.Next(6) == 0 ? climate.WithBytes(chance.Next(1 << (4 + chance.Next(12)))) : climate;
    }

    /// <summary>Which node goes to which actor.</summary>
    public IShardPolicy ChooseShards(Random chance) =>
        NodesPerActor > 0 ? new ShardsOfLength(NodesPerActor) : new RandomShards(chance, Runs);

    private Climate WithBytes(long kept) =>
        this with { IsShortOfMemory = true, Limits = Limits with { Budget = new CacheBudget(kept) } };

    private static Climate Draw(Random chance) => new(
        Runs: chance.Next(3) switch { 0 => 1, 1 => 2 + chance.Next(4), _ => 1000 },
        Limits: new ShardLimits
        {
            VisitsAtATime = chance.Next(3) == 0 ? 1 + chance.Next(4) : 16_384,
            KernelsAtATime = 1 + chance.Next(4),
            ElementsInside = chance.Next(2) == 0 ? 0 : 256,
        },
        Clients: 1 + chance.Next(4),
        Operations: 5 + chance.Next(30),
        StepsBetween: 1 << chance.Next(8),
        HasArrays: chance.Next(2) == 0,
        ShapesChange: chance.Next(8) == 0)
    {
        ChangesOneOf = chance.Next(5) switch { 0 => 2, 1 => 5, 2 => 12, _ => 0 },
    };
}
