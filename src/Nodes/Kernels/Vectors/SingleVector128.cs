using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Four floats; see <see cref="IVector{TSelf}"/>.</summary>
internal readonly unsafe struct SingleVector128(Vector128<float> value) : IVector<SingleVector128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector128<float> _value = value;

    public static int Count => 4;

    public static bool IsSingle => true;

    [MethodImpl(Inline)]
    public static SingleVector128 Create(double value) => new(Vector128.Create((float)value));

    [MethodImpl(Inline)]
    public static SingleVector128 CreateBits(long ofDouble, int ofSingle) =>
        new(Vector128.Create(ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector128 Broadcast(void* source) => new(Vector128.Create(*(float*)source));

    [MethodImpl(Inline)]
    public static SingleVector128 Load(void* source) => new(Vector128.Load((float*)source));

    [MethodImpl(Inline)]
    public void Store(void* target) => Vector128.Store(_value, (float*)target);

    [MethodImpl(Inline)]
    public static SingleVector128 operator +(SingleVector128 x, SingleVector128 y) => new(x._value + y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator -(SingleVector128 x, SingleVector128 y) => new(x._value - y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator *(SingleVector128 x, SingleVector128 y) => new(x._value * y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator /(SingleVector128 x, SingleVector128 y) => new(x._value / y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator &(SingleVector128 x, SingleVector128 y) => new(x._value & y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator |(SingleVector128 x, SingleVector128 y) => new(x._value | y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator ^(SingleVector128 x, SingleVector128 y) => new(x._value ^ y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator -(SingleVector128 x) => new(-x._value);

    [MethodImpl(Inline)]
    public static SingleVector128 operator ~(SingleVector128 x) => new(~x._value);

    [MethodImpl(Inline)]
    public static SingleVector128 MultiplyAdd(SingleVector128 x, SingleVector128 y, SingleVector128 addend) =>
        new(Vector128.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static SingleVector128 NegatedMultiplyAdd(SingleVector128 x, SingleVector128 y, SingleVector128 addend) =>
        Fma.IsSupported
            ? new(Fma.MultiplyAddNegated(x._value, y._value, addend._value))
            : new(Vector128.FusedMultiplyAdd(-x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Abs(SingleVector128 x) => new(Vector128.Abs(x._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Sqrt(SingleVector128 x) => new(Vector128.Sqrt(x._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Round(SingleVector128 x) => new(Vector128.Round(x._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Floor(SingleVector128 x) => new(Vector128.Floor(x._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Ceiling(SingleVector128 x) => new(Vector128.Ceiling(x._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Truncate(SingleVector128 x) => new(Vector128.Truncate(x._value));

    [MethodImpl(Inline)]
    public static SingleVector128 MinNative(SingleVector128 x, SingleVector128 y) =>
        new(Vector128.MinNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 MaxNative(SingleVector128 x, SingleVector128 y) =>
        new(Vector128.MaxNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Min(SingleVector128 x, SingleVector128 y) => new(Vector128.Min(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Max(SingleVector128 x, SingleVector128 y) => new(Vector128.Max(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 LessThan(SingleVector128 x, SingleVector128 y) =>
        new(Vector128.LessThan(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 LessThanOrEqual(SingleVector128 x, SingleVector128 y) =>
        new(Vector128.LessThanOrEqual(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Equal(SingleVector128 x, SingleVector128 y) =>
        new(Vector128.Equals(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 AndNot(SingleVector128 x, SingleVector128 y) =>
        new(Vector128.AndNot(x._value, y._value));

    [MethodImpl(Inline)]
    public static SingleVector128 Select(SingleVector128 mask, SingleVector128 x, SingleVector128 y) =>
        new(Vector128.ConditionalSelect(mask._value, x._value, y._value));

    [MethodImpl(Inline)]
    public static bool Any(SingleVector128 mask) => mask._value.AsInt32().ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(SingleVector128 x, SingleVector128 y) => Vector128.LessThanAny(x._value, y._value);

    [MethodImpl(Inline)]
    public static SingleVector128 ShiftLeft(SingleVector128 x, int ofDouble, int ofSingle) =>
        new(Vector128.ShiftLeft(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector128 ShiftRight(SingleVector128 x, int ofDouble, int ofSingle) =>
        new(Vector128.ShiftRightLogical(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector128 ShiftRightSigned(SingleVector128 x, int ofDouble, int ofSingle) =>
        new(Vector128.ShiftRightArithmetic(x._value.AsInt32(), ofSingle).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector128 AddBits(SingleVector128 x, SingleVector128 y) =>
        new((x._value.AsInt32() + y._value.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector128 SubtractBits(SingleVector128 x, SingleVector128 y) =>
        new((x._value.AsInt32() - y._value.AsInt32()).AsSingle());

    [MethodImpl(Inline)]
    public static SingleVector128 Scale(SingleVector128 x, SingleVector128 exponent) => Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(SingleVector128 x, SingleVector128 y) =>
        Vector128.LessThanAny(x._value.AsInt32(), y._value.AsInt32());

    [MethodImpl(Inline)]
    public static SingleVector128 ConvertBits(SingleVector128 x) => new(Vector128.ConvertToSingle(x._value.AsInt32()));

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(SingleVector128 x) => Avx512DQ.VL.IsSupported
        ? Avx512DQ.VL.Classify(x._value, Classes.AllButPositiveNormal) != Vector128<float>.Zero
        : Classes.AnyButPositiveNormal(x);

    [MethodImpl(Inline)]
    public static SingleVector128 Lookup(SingleVector128 index, void* table) =>
        Avx2.IsSupported
            ? new(Avx2.GatherVector128(
                (float*)table, index._value.AsInt32() & Vector128.Create<int>(15), sizeof(float)))
            : PerLane.Lookup(index, table);

    [MethodImpl(Inline)]
    public static SingleVector128 LimitSize(SingleVector128 x, SingleVector128 limit) =>
        Avx512DQ.VL.IsSupported
            ? new(Avx512DQ.VL.Range(x._value, limit._value, Signs.SmallerSize))
            : Signs.LimitSize(x, limit);
}
