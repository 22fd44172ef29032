using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Asks for memory before it is read. The processor does so by itself within a page; across pages, and where a loop
/// computes more than it reads, it comes too late.
/// </summary>
internal static unsafe class Ahead
{
    private const int Distance = 2048;
    private const int Line = 64;

    /// <summary>Asks for what comes some lines after these bytes; what lies beyond an array does no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(void* address, int bytes)
    {
        if (!Sse.IsSupported) return;
        for (int offset = 0; offset < bytes; offset += Line) Sse.Prefetch0((byte*)address + Distance + offset);
    }
}
