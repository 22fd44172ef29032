using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>How two elements, or two partial results, become one. Both bodies give the same bits.</summary>
internal interface IReductionKernel
{
    /// <summary>Whether there is no result over no elements.</summary>
    static virtual bool NeedsElements => false;

    /// <summary>Whether <see cref="Finish"/> has to be called on each result.</summary>
    static virtual bool NeedsFinish => false;

    /// <summary>What changes nothing when combined.</summary>
    static abstract T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T>;

    static abstract T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T>;

    static abstract Vector256<T> Combine<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The result from all of count elements combined.</summary>
    static virtual T Finish<T>(T combined, long count) where T : unmanaged, IFloatingPointIeee754<T> => combined;
}
