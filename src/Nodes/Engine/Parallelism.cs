using Dataflow.Nodes.Kernels;

namespace Dataflow;

/// <summary>How many processors large computations use, in the whole process. No number changes a value.</summary>
public static class Parallelism
{
    /// <summary>
    /// How many threads work on one large computation, the one that asked for it included. Default: one a processor.
    /// Independent nodes are computed at the same time besides, by the thread pool.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static int Threads
    {
        get => Team.Threads;
        set => Team.Threads = value;
    }
}
