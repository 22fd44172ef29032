using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Runs of neighbouring elements copied, filled and reversed. Results much larger than the caches are written around
/// them, which saves reading what is overwritten; inside the caches that is several times slower.
/// </summary>
internal static unsafe class Lines
{
    private const long StreamedBytes = 32 << 20;

    /// <summary>Whether a result of this size is written around the caches.</summary>
    public static bool AreStreamed(long bytes) => bytes > StreamedBytes;

    /// <summary>Whether a run begins with a line of memory.</summary>
    public static bool AreAligned(void* address, long stepBytes) =>
        (((nuint)address | (nuint)stepBytes) & (nuint)(Vector512<byte>.Count - 1)) == 0;

    /// <summary>To be called by who streamed, before others may read.</summary>
    public static void Flush()
    {
        if (Sse.IsSupported) Sse.StoreFence();
    }

    public static void Copy<T>(T* from, T* to, long length, bool isStreaming) where T : unmanaged
    {
        if (isStreaming && length >= 4 * Vector512<T>.Count) Stream(from, to, length);
        else if (length * sizeof(T) >= Vector512<byte>.Count) Copy(from, to, length);
        else for (long i = 0; i < length; i++) to[i] = from[i];
    }

    /// <summary>One element, so many times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(T value, T* to, long length, bool isStreaming) where T : unmanaged
    {
        long i = 0;
        Vector512<T> line = Vector512.Create(value);
        for (; i < length && isStreaming && !AreAligned(to + i, 0); i++) to[i] = value;
        if (isStreaming)
            for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count) line.StoreAlignedNonTemporal(to + i);
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count) line.Store(to + i);
        for (; i < length; i++) to[i] = value;
    }

    /// <summary>Elements at even steps; from is the first of them.</summary>
    public static void Gather<T>(T* from, long step, T* to, long length) where T : unmanaged
    {
        long i = step switch
        {
            -1 => Reverse(from, to, length),
            2 => EverySecond(from, to, length),
            _ => 0,
        };
        for (; i <= length - 4; i += 4)
        {
            T* x = from + (i * step);
            (to[i], to[i + 1], to[i + 2], to[i + 3]) = (x[0], x[step], x[2 * step], x[3 * step]);
        }

        for (; i < length; i++) to[i] = from[i * step];
    }

    private static void Copy<T>(T* from, T* to, long length) where T : unmanaged =>
        Buffer.MemoryCopy(from, to, length * sizeof(T), length * sizeof(T));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Stream<T>(T* from, T* to, long length) where T : unmanaged
    {
        long i = 0;
        for (; !AreAligned(to + i, 0); i++) to[i] = from[i];
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
            Vector512.Load(from + i).StoreAlignedNonTemporal(to + i);
        for (; i < length; i++) to[i] = from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Reverse<T>(T* last, T* to, long length) where T : unmanaged
    {
        int lanes = Vector512<T>.Count;
        long i = 0;
        for (; i <= length - lanes; i += lanes)
            Reversed(Vector512.Load(last - i - lanes + 1)).Store(to + i);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long EverySecond<T>(T* from, T* to, long length) where T : unmanaged
    {
        if (!Avx512F.IsSupported) return 0;
        int lanes = Vector512<T>.Count;
        long i = 0;
        // The last vector is left to others: its second half would reach beyond the last element that is wanted.
        for (; i < length - lanes; i += lanes)
            EverySecond(Vector512.Load(from + (2 * i)), Vector512.Load(from + (2 * i) + lanes)).Store(to + i);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Reversed<T>(Vector512<T> x) where T : unmanaged => sizeof(T) == sizeof(long)
        ? Vector512.Shuffle(x.AsInt64(), Vector512.Create(7L, 6, 5, 4, 3, 2, 1, 0)).As<long, T>()
        : Vector512.Shuffle(
            x.AsInt32(), Vector512.Create(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> EverySecond<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged =>
        sizeof(T) == sizeof(long)
            ? Avx512F.PermuteVar8x64x2(
                x.AsInt64(), Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), y.AsInt64()).As<long, T>()
            : Avx512F.PermuteVar16x32x2(
                x.AsInt32(), Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30),
                y.AsInt32()).As<int, T>();
}
