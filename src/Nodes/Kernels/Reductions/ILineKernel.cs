namespace Dataflow.Nodes.Kernels;

/// <summary>
/// How a line of elements becomes one, when more has to be known on the way than one number: leaves of up to 1,024
/// elements become partial results, these are combined in a fixed tree, and the last one is turned into an element.
/// </summary>
internal unsafe interface ILineKernel<T, TPartial> where T : unmanaged where TPartial : unmanaged
{
    /// <summary>What a line without elements gives.</summary>
    T Empty { get; }

    /// <summary>One element or more; position is that of the first one in the line.</summary>
    TPartial Leaf(T* x, int length, long position);

    /// <summary>The first one is of the elements that come first.</summary>
    TPartial Combine(TPartial x, TPartial y);

    /// <summary>The line itself, its elements being steps apart, is there to be looked into.</summary>
    T Finish(TPartial all, T* x, long step, long length);
}
