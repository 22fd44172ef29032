using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The loops along one row, written once for every kernel. An operand's step is 1, or 0 where one element is repeated
/// along the row. Rows of vectorised kernels go in whole vectors and end in single elements.
/// </summary>
internal static unsafe class Rows
{
    public static void Unary<TKernel, T>(T** operands, long* steps, T* result, long length)
        where TKernel : struct, IUnaryKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* x = operands[0];
        long i = 0;
        if (TKernel.IsVectorized && steps[0] == 1)
        {
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
                TKernel.Apply(Vector.Load(x + i)).Store(result + i);
        }

        long step = steps[0];
        for (; i < length; i++) result[i] = TKernel.Apply(x[i * step]);
    }

    public static void Binary<TKernel, T>(T** operands, long* steps, T* result, long length)
        where TKernel : struct, IBinaryKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* x = operands[0], y = operands[1];
        long stepX = steps[0], stepY = steps[1];
        long i = TKernel.IsVectorized ? BinaryVectors<TKernel, T>(x, stepX, y, stepY, result, length) : 0;
        for (; i < length; i++) result[i] = TKernel.Apply(x[i * stepX], y[i * stepY]);
    }

    public static void Ternary<TKernel, T>(T** operands, long* steps, T* result, long length)
        where TKernel : struct, ITernaryKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* x = operands[0], y = operands[1], z = operands[2];
        long stepX = steps[0], stepY = steps[1], stepZ = steps[2];
        long i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            TKernel.Apply(Load(x, i, stepX), Load(y, i, stepY), Load(z, i, stepZ)).Store(result + i);
        for (; i < length; i++) result[i] = TKernel.Apply(x[i * stepX], y[i * stepY], z[i * stepZ]);
    }

    /// <summary>Does the whole vectors of a row; returns how many elements that were.</summary>
    private static long BinaryVectors<TKernel, T>(T* x, long stepX, T* y, long stepY, T* result, long length)
        where TKernel : struct, IBinaryKernel where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The steps are types here, so that each of the three loops is compiled without a branch.
        if (stepX == 1 && stepY == 1) return Loop<TKernel, T, Dense, Dense>(x, y, result, length);
        if (stepX == 1) return Loop<TKernel, T, Dense, Repeated>(x, y, result, length);
        return stepY == 1 ? Loop<TKernel, T, Repeated, Dense>(x, y, result, length) : 0;
    }

    private static long Loop<TKernel, T, TStepX, TStepY>(T* x, T* y, T* result, long length)
        where TKernel : struct, IBinaryKernel where T : unmanaged, IFloatingPointIeee754<T>
        where TStepX : struct, IStep where TStepY : struct, IStep
    {
        long i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            TKernel.Apply(TStepX.Load(x, i), TStepY.Load(y, i)).Store(result + i);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(T* x, long i, long step) where T : unmanaged =>
        step == 0 ? Vector.Create(*x) : Vector.Load(x + i);

    private interface IStep
    {
        static abstract Vector<T> Load<T>(T* x, long i) where T : unmanaged;
    }

    private readonly struct Dense : IStep
    {
        public static Vector<T> Load<T>(T* x, long i) where T : unmanaged => Vector.Load(x + i);
    }

    private readonly struct Repeated : IStep
    {
        public static Vector<T> Load<T>(T* x, long i) where T : unmanaged => Vector.Create(*x);
    }
}
