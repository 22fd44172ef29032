using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Memory;

/// <summary>A managed array of a user's, held in its place for as long as its block is reachable.</summary>
internal sealed unsafe class AdoptedArray
{
    private GCHandle _handle;

    public AdoptedArray(Array values)
    {
        _handle = GCHandle.Alloc(values, GCHandleType.Pinned);
        Pointer = Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(values));
    }

    // Only the collector knows when nobody can read the array through its block any more. Spans over the array
    // outlive this: they keep the array by themselves, and follow it should it move.
#pragma warning disable MA0055
    ~AdoptedArray()
    {
        if (_handle.IsAllocated) _handle.Free();
    }
#pragma warning restore MA0055

    public void* Pointer { get; }
}
