using System.Runtime.CompilerServices;

namespace Dataflow;

/// <summary>What the elements of an array are.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision, <see cref="float"/>, 4 bytes.</summary>
    Float32,

    /// <summary>IEEE 754 double precision, <see cref="double"/>, 8 bytes.</summary>
    Float64,
}

/// <summary>Answers about element types.</summary>
public static class ElementTypes
{
    /// <summary>The element type of <typeparamref name="T"/>; folded away by the JIT.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ElementType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return ElementType.Float64;
        if (typeof(T) == typeof(float)) return ElementType.Float32;
        throw new NotSupportedException($"arrays hold float or double, not {typeof(T).Name}");
    }

    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type == ElementType.Float64 ? sizeof(double) : sizeof(float);
}
