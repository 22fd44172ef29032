using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Memory from the arrays' pool for as long as a kernel runs; none at all for no elements.</summary>
internal readonly unsafe ref struct Scratch<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ArrayElements<T>? _array;

    public Scratch(long length) => _array = length == 0 ? null : ArrayElements<T>.Allocate(Shape.Of(length));

    /// <summary>The first element, aligned to 64 bytes; null when there is none.</summary>
    public T* Pointer => _array is null ? null : _array.Pointer;

    public void Dispose()
    {
        _array?.Release();
        GC.KeepAlive(_array);
    }
}
