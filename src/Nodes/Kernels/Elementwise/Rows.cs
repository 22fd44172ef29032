using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The loops along one row, written once for every kernel, precision and width. An operand's step is 1, or 0 where one
/// element is repeated along the row. The last elements are computed as one more vector, of which only so many lanes
/// are stored. Loops are never inlined: several in one method exceed what the compiler inlines, and then each vector
/// operation is a call, ten times as slow.
/// </summary>
internal readonly unsafe struct UnaryRow<TKernel> : IRowLoop where TKernel : struct, IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V>
    {
        if (steps[0] == 0) Loop<T, V, Repeated>(operands[0], result, length);
        else Loop<T, V, Dense>(operands[0], result, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<T, V, TStep>(T* x, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V> where TStep : struct, IStep
    {
        long i = 0;
        for (; i <= length - V.Count; i += V.Count) TKernel.Apply(TStep.Load<T, V>(x, i)).Store(result + i);
        if (i == length) return;
        Tail.Store(TKernel.Apply(TStep.LoadSome<T, V>(x, i, length - i)), result + i, length - i);
    }
}

/// <summary>See <see cref="UnaryRow{TKernel}"/>.</summary>
internal readonly unsafe struct BinaryRow<TKernel> : IRowLoop where TKernel : struct, IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V>
    {
        if (steps[0] == 0) Run<T, V, Repeated>(operands, steps, result, length);
        else Run<T, V, Dense>(operands, steps, result, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, V, TStepX>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V> where TStepX : struct, IStep
    {
        if (steps[1] == 0) Loop<T, V, TStepX, Repeated>(operands[0], operands[1], result, length);
        else Loop<T, V, TStepX, Dense>(operands[0], operands[1], result, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<T, V, TStepX, TStepY>(T* x, T* y, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V> where TStepX : struct, IStep where TStepY : struct, IStep
    {
        long i = 0;
        for (; i <= length - V.Count; i += V.Count)
            TKernel.Apply(TStepX.Load<T, V>(x, i), TStepY.Load<T, V>(y, i)).Store(result + i);
        if (i == length) return;
        long rest = length - i;
        V last = TKernel.Apply(TStepX.LoadSome<T, V>(x, i, rest), TStepY.LoadSome<T, V>(y, i, rest));
        Tail.Store(last, result + i, rest);
    }
}

/// <summary>See <see cref="UnaryRow{TKernel}"/>.</summary>
internal readonly unsafe struct TernaryRow<TKernel> : IRowLoop where TKernel : struct, ITernaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, V>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V>
    {
        if (steps[0] == 0) Run<T, V, Repeated>(operands, steps, result, length);
        else Run<T, V, Dense>(operands, steps, result, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, V, TStepX>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V> where TStepX : struct, IStep
    {
        if (steps[1] == 0) Run<T, V, TStepX, Repeated>(operands, steps, result, length);
        else Run<T, V, TStepX, Dense>(operands, steps, result, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, V, TStepX, TStepY>(T** operands, long* steps, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V> where TStepX : struct, IStep where TStepY : struct, IStep
    {
        if (steps[2] == 0) Loop<T, V, TStepX, TStepY, Repeated>(operands, result, length);
        else Loop<T, V, TStepX, TStepY, Dense>(operands, result, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<T, V, TStepX, TStepY, TStepZ>(T** operands, T* result, long length)
        where T : unmanaged where V : unmanaged, IVector<V>
        where TStepX : struct, IStep where TStepY : struct, IStep where TStepZ : struct, IStep
    {
        T* x = operands[0], y = operands[1], z = operands[2];
        long i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            V vector = TKernel.Apply(TStepX.Load<T, V>(x, i), TStepY.Load<T, V>(y, i), TStepZ.Load<T, V>(z, i));
            vector.Store(result + i);
        }

        if (i == length) return;
        long rest = length - i;
        V last = TKernel.Apply(
            TStepX.LoadSome<T, V>(x, i, rest), TStepY.LoadSome<T, V>(y, i, rest), TStepZ.LoadSome<T, V>(z, i, rest));
        Tail.Store(last, result + i, rest);
    }
}

/// <summary>The end of a row.</summary>
internal static unsafe class Tail
{
    /// <summary>Stores the first lanes.</summary>
    public static void Store<T, V>(V lanes, T* result, long count) where T : unmanaged where V : unmanaged, IVector<V>
    {
        for (long i = 0; i < count; i++) result[i] = ((T*)&lanes)[i];
    }
}
