using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// How two elements, or two partial results, become one. Bodies for single numbers and for vectors give the same bits;
/// vectors are always of 512 bits, which a processor without them does in halves.
/// </summary>
internal interface IReductionKernel
{
    /// <summary>Whether there is no result over no elements.</summary>
    static virtual bool NeedsElements => false;

    /// <summary>Whether <see cref="Finish"/> has to be called on each result.</summary>
    static virtual bool NeedsFinish => false;

    /// <summary>Whether floats are combined as doubles.</summary>
    static virtual bool IsWide => false;

    /// <summary>Whether partial results may overflow where the result does not: a sum, done over then.</summary>
    static virtual bool OverflowsOnTheWay => false;

    /// <summary>Whether the result lies between the least and the greatest element.</summary>
    static virtual bool IsWithinElements => false;

    /// <summary>What changes nothing when combined.</summary>
    static abstract T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>What is combined of an element.</summary>
    static virtual T Map<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x;

    /// <summary>What is combined of an element.</summary>
    static virtual Vector512<T> Map<T>(Vector512<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x;

    static abstract T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T>;

    static abstract Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The result from all of count elements combined.</summary>
    static virtual T Finish<T>(T combined, long count) where T : unmanaged, IFloatingPointIeee754<T> => combined;
}
