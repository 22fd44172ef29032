namespace Dataflow.Nodes.Storage;

/// <summary>An owner wrote to a graph, or opened it, after a later owner had opened it.</summary>
internal sealed class FencedOffException(long later, long earlier) : IOException(
    $"the graph was opened by owner {later} meanwhile, so that owner {earlier} may not write to it any more");
