using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A sum over again in units so small that no partial sum overflows, only the result may. What is lost below such
/// units is far below the rounding of the partial sums that overflowed.
/// </summary>
internal readonly struct InSmallUnits<TKernel> : IReductionKernel where TKernel : struct, IReductionKernel
{
    // 2^-64 and back: more elements than there can be do not add up to an infinity.
    private const double Smaller = 1 / Greater, Greater = 18446744073709551616.0;

    public static bool IsWide => TKernel.IsWide;

    public static bool NeedsFinish => true;

    public static T Identity<T>() where T : unmanaged, IFloatingPointIeee754<T> => TKernel.Identity<T>();

    public static T Map<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x * T.CreateTruncating(Smaller);

    public static Vector512<T> Map<T>(Vector512<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        x * Vector512.Create(T.CreateTruncating(Smaller));

    public static T Combine<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => TKernel.Combine(x, y);

    public static Vector512<T> Combine<T>(Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => TKernel.Combine(x, y);

    public static T Finish<T>(T combined, long count) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T result = TKernel.Finish(combined, count) * T.CreateTruncating(Greater);
        bool isOverflow = T.IsInfinity(result) && T.IsFinite(combined);
        return isOverflow && TKernel.IsWithinElements ? T.CopySign(T.BitDecrement(T.PositiveInfinity), result) : result;
    }
}
