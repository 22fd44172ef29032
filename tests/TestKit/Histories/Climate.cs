using Dataflow.Nodes.Evaluation;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// The weather of one history, drawn from its seed, so that rare meetings of events have their season: how finely the
/// graph is cut into actors, how little an actor does at a time, how often each thing is done.
/// </summary>
internal sealed record Climate(
    int Runs, RunLimits Limits, int Clients, int Operations, int StepsBetween, bool HasArrays, bool ShapesChange)
{
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

    private static Climate Draw(Random chance) => new(
        Runs: chance.Next(3) switch { 0 => 1, 1 => 2 + chance.Next(4), _ => 1000 },
        Limits: new RunLimits
        {
            VisitsAtATime = chance.Next(3) == 0 ? 1 + chance.Next(4) : 16_384,
            KernelsAtATime = 1 + chance.Next(4),
            ElementsInside = chance.Next(2) == 0 ? 0 : 256,
        },
        Clients: 1 + chance.Next(4),
        Operations: 5 + chance.Next(30),
        StepsBetween: 1 << chance.Next(8),
        HasArrays: chance.Next(2) == 0,
        ShapesChange: chance.Next(8) == 0);
}
