using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Eight floats; see <see cref="IVector{TSelf}"/>.</summary>
internal readonly unsafe struct SingleVector256(Vector256<float> value) : IVector<SingleVector256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector256<float> _value = value;

    public static int Count => 8;

    public static bool IsSingle => true;

    [MethodImpl(Inline)]
    public static SingleVector256 Create(double value) => new(Vector256.Create((float)value));

    [MethodImpl(Inline)]
    public static SingleVector256 CreateBits(long ofDouble, int ofSingle) =>
        new(Vector256.Create(ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector256 Broadcast(void* source) => new(Vector256.Create(*(float*)source));

    [MethodImpl(Inline)]
    public static SingleVector256 Load(void* source) => new(Vector256.Load((float*)source));

    [MethodImpl(Inline)]
    public void Store(void* target) => Vector256.Store(_value, (float*)target);

    [MethodImpl(Inline)]
    public static SingleVector256 operator +(SingleVector256 x, SingleVector256 y) => new(x._value + y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator -(SingleVector256 x, SingleVector256 y) => new(x._value - y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator *(SingleVector256 x, SingleVector256 y) => new(x._value * y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator /(SingleVector256 x, SingleVector256 y) => new(x._value / y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator &(SingleVector256 x, SingleVector256 y) => new(x._value & y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator |(SingleVector256 x, SingleVector256 y) => new(x._value | y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator ^(SingleVector256 x, SingleVector256 y) => new(x._value ^ y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator -(SingleVector256 x) => new(-x._value);

    [MethodImpl(Inline)]
    public static SingleVector256 operator ~(SingleVector256 x) => new(~x._value);

    [MethodImpl(Inline)]
    public static SingleVector256 MultiplyAdd(SingleVector256 x, SingleVector256 y, SingleVector256 addend) =>
        new(Vector256.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static SingleVector256 NegatedMultiplyAdd(SingleVector256 x, SingleVector256 y, SingleVector256 addend) =>
        Fma.IsSupported
            ? new(Fma.MultiplyAddNegated(x._value, y._value, addend._value))
            : new(Vector256.FusedMultiplyAdd(-x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Abs(SingleVector256 x) => new(Vector256.Abs(x._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Sqrt(SingleVector256 x) => new(Vector256.Sqrt(x._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Round(SingleVector256 x) => new(Vector256.Round(x._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Floor(SingleVector256 x) => new(Vector256.Floor(x._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Ceiling(SingleVector256 x) => new(Vector256.Ceiling(x._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Truncate(SingleVector256 x) => new(Vector256.Truncate(x._value));

    [MethodImpl(Inline)]
    public static SingleVector256 MinNative(SingleVector256 x, SingleVector256 y) =>
        new(Vector256.MinNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 MaxNative(SingleVector256 x, SingleVector256 y) =>
        new(Vector256.MaxNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Min(SingleVector256 x, SingleVector256 y) => new(Vector256.Min(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Max(SingleVector256 x, SingleVector256 y) => new(Vector256.Max(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 LessThan(SingleVector256 x, SingleVector256 y) =>
        new(Vector256.LessThan(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 LessThanOrEqual(SingleVector256 x, SingleVector256 y) =>
        new(Vector256.LessThanOrEqual(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Equal(SingleVector256 x, SingleVector256 y) =>
        new(Vector256.Equals(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 AndNot(SingleVector256 x, SingleVector256 y) =>
        new(Vector256.AndNot(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector256 Select(SingleVector256 mask, SingleVector256 x, SingleVector256 y) =>
        new(Vector256.ConditionalSelect(mask._value, x._value, y._value));

    [MethodImpl(Inline)]
    public static bool Any(SingleVector256 mask) => mask._value.AsInt32().ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(SingleVector256 x, SingleVector256 y) => Vector256.LessThanAny(x._value, y._value);

    [MethodImpl(Inline)]
    public static SingleVector256 ShiftLeft(SingleVector256 x, int ofDouble, int ofSingle) =>
        new(Vector256.ShiftLeft(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector256 ShiftRight(SingleVector256 x, int ofDouble, int ofSingle) =>
        new(Vector256.ShiftRightLogical(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector256 ShiftRightSigned(SingleVector256 x, int ofDouble, int ofSingle) =>
        new(Vector256.ShiftRightArithmetic(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector256 AddBits(SingleVector256 x, SingleVector256 y) =>
        new((x._value.AsInt32() + y._value.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector256 SubtractBits(SingleVector256 x, SingleVector256 y) =>
        new((x._value.AsInt32() - y._value.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector256 Scale(SingleVector256 x, SingleVector256 exponent) => Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(SingleVector256 x, SingleVector256 y) =>
        Vector256.LessThanAny(x._value.AsInt32(), y._value.AsInt32());

    [MethodImpl(Inline)]
    public static SingleVector256 ConvertBits(SingleVector256 x) => new(Vector256.ConvertToSingle(x._value.AsInt32()));

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(SingleVector256 x) => Avx512DQ.VL.IsSupported
        ? Avx512DQ.VL.Classify(x._value, Classes.AllButPositiveNormal) != Vector256<float>.Zero
        : Classes.AnyButPositiveNormal(x);

    [MethodImpl(Inline)]
    public static SingleVector256 Lookup(SingleVector256 index, void* table) =>
        Avx2.IsSupported
            ? new(Avx2.GatherVector256(
                (float*)table, index._value.AsInt32() & Vector256.Create<int>(15), sizeof(float)))
            : PerLane.Lookup(index, table);

    [MethodImpl(Inline)]
    public static SingleVector256 LimitSize(SingleVector256 x, SingleVector256 limit) =>
        Avx512DQ.VL.IsSupported
            ? new(Avx512DQ.VL.Range(x._value, limit._value, Signs.SmallerSize))
            : Signs.LimitSize(x, limit);
}
