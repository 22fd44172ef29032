using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Arrays;

/// <summary>A managed array held in its place for as long as its block is reachable.</summary>
internal sealed unsafe class AdoptedArray
{
    private GCHandle handle;

    public AdoptedArray(Array values)
    {
        Values = values;
        handle = GCHandle.Alloc(values, GCHandleType.Pinned);
        Pointer = (void*)handle.AddrOfPinnedObject();
    }

    // The collector alone knows when nobody can read the array any more.
#pragma warning disable MA0055
    ~AdoptedArray()
    {
        if (handle.IsAllocated) handle.Free();
    }
#pragma warning restore MA0055

    public Array Values { get; }

    public void* Pointer { get; }
}
