using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// How an operand goes on along a row, as a type, so that each loop is compiled without asking at every vector.
/// </summary>
internal unsafe interface IStep
{
    /// <summary>The vector that begins at an element.</summary>
    static abstract V Load<T, V>(T* x, long index) where T : unmanaged where V : unmanaged, IVector<V>;

    /// <summary>The last elements, fewer than a vector holds; the lanes behind them repeat the last one.</summary>
    static abstract V LoadSome<T, V>(T* x, long index, long count) where T : unmanaged where V : unmanaged, IVector<V>;
}

/// <summary>Element after element.</summary>
internal readonly unsafe struct Dense : IStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<T, V>(T* x, long index) where T : unmanaged where V : unmanaged, IVector<V> =>
        V.Load(x + index);

    public static V LoadSome<T, V>(T* x, long index, long count) where T : unmanaged where V : unmanaged, IVector<V>
    {
        V lanes = default;
        for (int i = 0; i < V.Count; i++) ((T*)&lanes)[i] = x[index + Math.Min(i, count - 1)];
        return lanes;
    }
}

/// <summary>One element, again and again.</summary>
internal readonly unsafe struct Repeated : IStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<T, V>(T* x, long index) where T : unmanaged where V : unmanaged, IVector<V> =>
        V.Broadcast(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadSome<T, V>(T* x, long index, long count) where T : unmanaged where V : unmanaged, IVector<V> =>
        V.Broadcast(x);
}
