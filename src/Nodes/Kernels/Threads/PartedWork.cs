namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Work in parts that any threads may do in any order. What a part is follows from the size of the problem alone, so
/// that results do not depend on how many threads there are.
/// </summary>
internal abstract class PartedWork
{
    /// <summary>Does one part; every part is done once.</summary>
    public abstract void Do(int part);
}
