using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// One operand, one result. The body over <see cref="Vector{T}"/>, where there is one, gives the same bits for every
/// element as the scalar body: NaN stays NaN, signed zeros keep their sign. (The operator contract compares them.)
/// </summary>
internal interface IUnaryKernel
{
    static virtual bool IsVectorized => false;

    static abstract T Apply<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>;

    static virtual Vector<T> Apply<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        throw new NotSupportedException();
}

/// <summary>Two operands, one result; see <see cref="IUnaryKernel"/>.</summary>
internal interface IBinaryKernel
{
    static virtual bool IsVectorized => false;

    static abstract T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T>;

    static virtual Vector<T> Apply<T>(Vector<T> x, Vector<T> y) where T : unmanaged, IFloatingPointIeee754<T> =>
        throw new NotSupportedException();
}

/// <summary>Three operands, one result, with both bodies; see <see cref="IUnaryKernel"/>.</summary>
internal interface ITernaryKernel
{
    static abstract T Apply<T>(T x, T y, T z) where T : unmanaged, IFloatingPointIeee754<T>;

    static abstract Vector<T> Apply<T>(Vector<T> x, Vector<T> y, Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
