using System.Numerics;
using System.Runtime.Intrinsics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// mean: the mean, over all axes or some. Added in pairs of pairs, floats as doubles, so that rounding errors
/// stay small; a sum that overflows on the way is none of the mean. Over no elements: NaN.
/// </summary>
public static class MeanOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new ReductionOperator<Kernel>(
        "mean", "the mean over all axes or some");

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The mean along one axis; a negative one counts from the end.</summary>
        public TOperand Mean(int axis, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of([axis], keepDims), x);

        /// <summary>The mean over these axes; over all of them when none is given.</summary>
        public TOperand Mean(int[]? axes = null, bool keepDims = false) =>
            TOperand.Apply(Definition, ReductionParameters.Of(axes, keepDims), x);
    }

    private readonly struct Kernel : IReductionKernel
    {
        public static bool NeedsFinish => true;

        public static T Finish<T>(T combined, long count) where T : unmanaged, IFloatingPointIeee754<T> =>
            combined / T.CreateTruncating(count);

        public static bool IsWide => true;

        public static bool OverflowsOnTheWay => true;

        public static bool IsWithinElements => true;

        public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

        public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => x + y;

        public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => x + y;
    }
}
