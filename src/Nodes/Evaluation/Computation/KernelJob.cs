using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>A region that is computed beside the actors; who asked for it is told the result,
/// or passes on that the engine failed.</summary>
internal sealed class KernelJob(Dispatcher dispatcher, Actor by, Work work, Region region) : Job(dispatcher)
{
    public override bool IsLong => region.IsLong;

    protected override void Execute() => by.Tell(new Computed(work, region.Run()));

    protected override void OnError(Exception exception) => by.Tell(Broken.In("a kernel", exception));
}
