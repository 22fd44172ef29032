using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Eight doubles; see <see cref="IVector{TSelf}"/>.</summary>
internal readonly unsafe struct DoubleVector512(Vector512<double> value) : IVector<DoubleVector512>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector512<double> _value = value;

    public static int Count => 8;

    public static bool IsSingle => false;

    [MethodImpl(Inline)]
    public static DoubleVector512 Create(double value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static DoubleVector512 CreateBits(long ofDouble, int ofSingle) =>
        new(Vector512.Create(ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector512 Broadcast(void* source) => new(Vector512.Create(*(double*)source));

    [MethodImpl(Inline)]
    public static DoubleVector512 Load(void* source) => new(Vector512.Load((double*)source));

    [MethodImpl(Inline)]
    public void Store(void* target) => Vector512.Store(_value, (double*)target);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator +(DoubleVector512 x, DoubleVector512 y) => new(x._value + y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator -(DoubleVector512 x, DoubleVector512 y) => new(x._value - y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator *(DoubleVector512 x, DoubleVector512 y) => new(x._value * y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator /(DoubleVector512 x, DoubleVector512 y) => new(x._value / y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator &(DoubleVector512 x, DoubleVector512 y) => new(x._value & y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator |(DoubleVector512 x, DoubleVector512 y) => new(x._value | y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator ^(DoubleVector512 x, DoubleVector512 y) => new(x._value ^ y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator -(DoubleVector512 x) => new(-x._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 operator ~(DoubleVector512 x) => new(~x._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 MultiplyAdd(DoubleVector512 x, DoubleVector512 y, DoubleVector512 addend) =>
        new(Vector512.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 NegatedMultiplyAdd(DoubleVector512 x, DoubleVector512 y, DoubleVector512 addend) =>
        Avx512F.IsSupported
            ? new(Avx512F.FusedMultiplyAddNegated(x._value, y._value, addend._value))
            : new(Vector512.FusedMultiplyAdd(-x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Abs(DoubleVector512 x) => new(Vector512.Abs(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Sqrt(DoubleVector512 x) => new(Vector512.Sqrt(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Round(DoubleVector512 x) => new(Vector512.Round(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Floor(DoubleVector512 x) => new(Vector512.Floor(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Ceiling(DoubleVector512 x) => new(Vector512.Ceiling(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Truncate(DoubleVector512 x) => new(Vector512.Truncate(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 MinNative(DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.MinNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 MaxNative(DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.MaxNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Min(DoubleVector512 x, DoubleVector512 y) => new(Vector512.Min(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Max(DoubleVector512 x, DoubleVector512 y) => new(Vector512.Max(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 LessThan(DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.LessThan(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 LessThanOrEqual(DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.LessThanOrEqual(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Equal(DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.Equals(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 AndNot(DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.AndNot(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector512 Select(DoubleVector512 mask, DoubleVector512 x, DoubleVector512 y) =>
        new(Vector512.ConditionalSelect(mask._value, x._value, y._value));

    [MethodImpl(Inline)]
    public static bool Any(DoubleVector512 mask) => mask._value.AsInt64().ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(DoubleVector512 x, DoubleVector512 y) => Vector512.LessThanAny(x._value, y._value);

    [MethodImpl(Inline)]
    public static DoubleVector512 ShiftLeft(DoubleVector512 x, int ofDouble, int ofSingle) =>
        new(Vector512.ShiftLeft(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector512 ShiftRight(DoubleVector512 x, int ofDouble, int ofSingle) =>
        new(Vector512.ShiftRightLogical(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector512 ShiftRightSigned(DoubleVector512 x, int ofDouble, int ofSingle) =>
        new(Vector512.ShiftRightArithmetic(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector512 AddBits(DoubleVector512 x, DoubleVector512 y) =>
        new((x._value.AsInt64() + y._value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector512 SubtractBits(DoubleVector512 x, DoubleVector512 y) =>
        new((x._value.AsInt64() - y._value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector512 Scale(DoubleVector512 x, DoubleVector512 exponent) => Avx512F.IsSupported
        ? new(Avx512F.Scale(x._value, exponent._value))
        : Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(DoubleVector512 x, DoubleVector512 y) =>
        Vector512.LessThanAny(x._value.AsInt64(), y._value.AsInt64());

    [MethodImpl(Inline)]
    public static DoubleVector512 ConvertBits(DoubleVector512 x) => new(Vector512.ConvertToDouble(x._value.AsInt64()));

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(DoubleVector512 x) => Avx512DQ.IsSupported
        ? Avx512DQ.Classify(x._value, Classes.AllButPositiveNormal) != Vector512<double>.Zero
        : Classes.AnyButPositiveNormal(x);

    [MethodImpl(Inline)]
    public static DoubleVector512 Lookup(DoubleVector512 index, void* table) =>
        Avx512F.IsSupported
            ? new(Avx512F.PermuteVar8x64x2(
                Vector512.Load((double*)table), index._value.AsInt64(), Vector512.Load((double*)table + 8)))
            : PerLane.Lookup(index, table);

    [MethodImpl(Inline)]
    public static DoubleVector512 LimitSize(DoubleVector512 x, DoubleVector512 limit) =>
        Avx512DQ.IsSupported
            ? new(Avx512DQ.Range(x._value, limit._value, Signs.SmallerSize))
            : Signs.LimitSize(x, limit);
}
