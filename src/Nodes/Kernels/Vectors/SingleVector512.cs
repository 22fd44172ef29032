using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Sixteen floats; see <see cref="IVector{TSelf}"/>.</summary>
internal readonly unsafe struct SingleVector512(Vector512<float> value) : IVector<SingleVector512>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector512<float> _value = value;

    public static int Count => 16;

    public static bool IsSingle => true;

    [MethodImpl(Inline)]
    public static SingleVector512 Create(double value) => new(Vector512.Create((float)value));

    [MethodImpl(Inline)]
    public static SingleVector512 CreateBits(long ofDouble, int ofSingle) =>
        new(Vector512.Create(ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector512 Broadcast(void* source) => new(Vector512.Create(*(float*)source));

    [MethodImpl(Inline)]
    public static SingleVector512 Load(void* source) => new(Vector512.Load((float*)source));

    [MethodImpl(Inline)]
    public void Store(void* target) => Vector512.Store(_value, (float*)target);

    [MethodImpl(Inline)]
    public static SingleVector512 operator +(SingleVector512 x, SingleVector512 y) => new(x._value + y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator -(SingleVector512 x, SingleVector512 y) => new(x._value - y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator *(SingleVector512 x, SingleVector512 y) => new(x._value * y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator /(SingleVector512 x, SingleVector512 y) => new(x._value / y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator &(SingleVector512 x, SingleVector512 y) => new(x._value & y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator |(SingleVector512 x, SingleVector512 y) => new(x._value | y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator ^(SingleVector512 x, SingleVector512 y) => new(x._value ^ y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator -(SingleVector512 x) => new(-x._value);

    [MethodImpl(Inline)]
    public static SingleVector512 operator ~(SingleVector512 x) => new(~x._value);

    [MethodImpl(Inline)]
    public static SingleVector512 MultiplyAdd(SingleVector512 x, SingleVector512 y, SingleVector512 addend) =>
        new(Vector512.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static SingleVector512 NegatedMultiplyAdd(SingleVector512 x, SingleVector512 y, SingleVector512 addend) =>
        Avx512F.IsSupported
            ? new(Avx512F.FusedMultiplyAddNegated(x._value, y._value, addend._value))
            : new(Vector512.FusedMultiplyAdd(-x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Abs(SingleVector512 x) => new(Vector512.Abs(x._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Sqrt(SingleVector512 x) => new(Vector512.Sqrt(x._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Round(SingleVector512 x) => new(Vector512.Round(x._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Floor(SingleVector512 x) => new(Vector512.Floor(x._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Ceiling(SingleVector512 x) => new(Vector512.Ceiling(x._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Truncate(SingleVector512 x) => new(Vector512.Truncate(x._value));

    [MethodImpl(Inline)]
    public static SingleVector512 MinNative(SingleVector512 x, SingleVector512 y) =>
        new(Vector512.MinNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 MaxNative(SingleVector512 x, SingleVector512 y) =>
        new(Vector512.MaxNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Min(SingleVector512 x, SingleVector512 y) => new(Vector512.Min(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Max(SingleVector512 x, SingleVector512 y) => new(Vector512.Max(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 LessThan(SingleVector512 x, SingleVector512 y) =>
        new(Vector512.LessThan(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 LessThanOrEqual(SingleVector512 x, SingleVector512 y) =>
        new(Vector512.LessThanOrEqual(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Equal(SingleVector512 x, SingleVector512 y) =>
        new(Vector512.Equals(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 AndNot(SingleVector512 x, SingleVector512 y) =>
        new(Vector512.AndNot(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector512 Select(SingleVector512 mask, SingleVector512 x, SingleVector512 y) =>
        new(Vector512.ConditionalSelect(mask._value, x._value, y._value));

    [MethodImpl(Inline)]
    public static bool Any(SingleVector512 mask) => mask._value.AsInt32().ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(SingleVector512 x, SingleVector512 y) => Vector512.LessThanAny(x._value, y._value);

    [MethodImpl(Inline)]
    public static SingleVector512 ShiftLeft(SingleVector512 x, int ofDouble, int ofSingle) =>
        new(Vector512.ShiftLeft(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector512 ShiftRight(SingleVector512 x, int ofDouble, int ofSingle) =>
        new(Vector512.ShiftRightLogical(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector512 ShiftRightSigned(SingleVector512 x, int ofDouble, int ofSingle) =>
        new(Vector512.ShiftRightArithmetic(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector512 AddBits(SingleVector512 x, SingleVector512 y) =>
        new((x._value.AsInt32() + y._value.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector512 SubtractBits(SingleVector512 x, SingleVector512 y) =>
        new((x._value.AsInt32() - y._value.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector512 Scale(SingleVector512 x, SingleVector512 exponent) => Avx512F.IsSupported
        ? new(Avx512F.Scale(x._value, exponent._value))
        : Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(SingleVector512 x, SingleVector512 y) =>
        Vector512.LessThanAny(x._value.AsInt32(), y._value.AsInt32());

    [MethodImpl(Inline)]
    public static SingleVector512 ConvertBits(SingleVector512 x) => new(Vector512.ConvertToSingle(x._value.AsInt32()));

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(SingleVector512 x) => Avx512DQ.IsSupported
        ? Avx512DQ.Classify(x._value, Classes.AllButPositiveNormal) != Vector512<float>.Zero
        : Classes.AnyButPositiveNormal(x);

    [MethodImpl(Inline)]
    public static SingleVector512 Lookup(SingleVector512 index, void* table) =>
        Avx512F.IsSupported
            ? new(Avx512F.PermuteVar16x32(Vector512.Load((float*)table), index._value.AsInt32()))
            : PerLane.Lookup(index, table);

    [MethodImpl(Inline)]
    public static SingleVector512 LimitSize(SingleVector512 x, SingleVector512 limit) =>
        Avx512DQ.IsSupported
            ? new(Avx512DQ.Range(x._value, limit._value, Signs.SmallerSize))
            : Signs.LimitSize(x, limit);
}
