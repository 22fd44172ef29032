namespace Dataflow.Nodes.Kernels;

/// <summary>
/// One operand, one result. What a lane gives depends on that lane alone, so that it is the same in any width, in a
/// row's last elements and in generated code; NaN stays NaN. Mark it for aggressive inlining, with all that it calls
/// on the common path.
/// </summary>
internal interface IUnaryKernel
{
    static abstract V Apply<V>(V x) where V : unmanaged, IVector<V>;
}

/// <summary>Two operands, one result; see <see cref="IUnaryKernel"/>.</summary>
internal interface IBinaryKernel
{
    static abstract V Apply<V>(V x, V y) where V : unmanaged, IVector<V>;
}

/// <summary>Three operands, one result; see <see cref="IUnaryKernel"/>.</summary>
internal interface ITernaryKernel
{
    static abstract V Apply<V>(V x, V y, V z) where V : unmanaged, IVector<V>;
}
