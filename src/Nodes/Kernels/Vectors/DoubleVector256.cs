using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Four doubles; see <see cref="IVector{TSelf}"/>.</summary>
internal readonly unsafe struct DoubleVector256(Vector256<double> value) : IVector<DoubleVector256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector256<double> _value = value;

    public static int Count => 4;

    public static bool IsSingle => false;

    [MethodImpl(Inline)]
    public static DoubleVector256 Create(double value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static DoubleVector256 CreateBits(long ofDouble, int ofSingle) =>
        new(Vector256.Create(ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector256 Broadcast(void* source) => new(Vector256.Create(*(double*)source));

    [MethodImpl(Inline)]
    public static DoubleVector256 Load(void* source) => new(Vector256.Load((double*)source));

    [MethodImpl(Inline)]
    public void Store(void* target) => Vector256.Store(_value, (double*)target);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator +(DoubleVector256 x, DoubleVector256 y) => new(x._value + y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator -(DoubleVector256 x, DoubleVector256 y) => new(x._value - y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator *(DoubleVector256 x, DoubleVector256 y) => new(x._value * y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator /(DoubleVector256 x, DoubleVector256 y) => new(x._value / y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator &(DoubleVector256 x, DoubleVector256 y) => new(x._value & y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator |(DoubleVector256 x, DoubleVector256 y) => new(x._value | y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator ^(DoubleVector256 x, DoubleVector256 y) => new(x._value ^ y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator -(DoubleVector256 x) => new(-x._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 operator ~(DoubleVector256 x) => new(~x._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 MultiplyAdd(DoubleVector256 x, DoubleVector256 y, DoubleVector256 addend) =>
        new(Vector256.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 NegatedMultiplyAdd(DoubleVector256 x, DoubleVector256 y, DoubleVector256 addend) =>
        Fma.IsSupported
            ? new(Fma.MultiplyAddNegated(x._value, y._value, addend._value))
            : new(Vector256.FusedMultiplyAdd(-x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Abs(DoubleVector256 x) => new(Vector256.Abs(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Sqrt(DoubleVector256 x) => new(Vector256.Sqrt(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Round(DoubleVector256 x) => new(Vector256.Round(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Floor(DoubleVector256 x) => new(Vector256.Floor(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Ceiling(DoubleVector256 x) => new(Vector256.Ceiling(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Truncate(DoubleVector256 x) => new(Vector256.Truncate(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 MinNative(DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.MinNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 MaxNative(DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.MaxNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Min(DoubleVector256 x, DoubleVector256 y) => new(Vector256.Min(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Max(DoubleVector256 x, DoubleVector256 y) => new(Vector256.Max(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 LessThan(DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.LessThan(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 LessThanOrEqual(DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.LessThanOrEqual(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Equal(DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.Equals(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 AndNot(DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.AndNot(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector256 Select(DoubleVector256 mask, DoubleVector256 x, DoubleVector256 y) =>
        new(Vector256.ConditionalSelect(mask._value, x._value, y._value));

    [MethodImpl(Inline)]
    public static bool Any(DoubleVector256 mask) => mask._value.AsInt64().ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(DoubleVector256 x, DoubleVector256 y) => Vector256.LessThanAny(x._value, y._value);

    [MethodImpl(Inline)]
    public static DoubleVector256 ShiftLeft(DoubleVector256 x, int ofDouble, int ofSingle) =>
        new(Vector256.ShiftLeft(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector256 ShiftRight(DoubleVector256 x, int ofDouble, int ofSingle) =>
        new(Vector256.ShiftRightLogical(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector256 ShiftRightSigned(DoubleVector256 x, int ofDouble, int ofSingle) =>
        new(Vector256.ShiftRightArithmetic(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector256 AddBits(DoubleVector256 x, DoubleVector256 y) =>
        new((x._value.AsInt64() + y._value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector256 SubtractBits(DoubleVector256 x, DoubleVector256 y) =>
        new((x._value.AsInt64() - y._value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector256 Scale(DoubleVector256 x, DoubleVector256 exponent) => Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(DoubleVector256 x, DoubleVector256 y) =>
        Vector256.LessThanAny(x._value.AsInt64(), y._value.AsInt64());

    [MethodImpl(Inline)]
    public static DoubleVector256 ConvertBits(DoubleVector256 x) => new(Vector256.ConvertToDouble(x._value.AsInt64()));

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(DoubleVector256 x) => Avx512DQ.VL.IsSupported
        ? Avx512DQ.VL.Classify(x._value, Classes.AllButPositiveNormal) != Vector256<double>.Zero
        : Classes.AnyButPositiveNormal(x);

    [MethodImpl(Inline)]
    public static DoubleVector256 Lookup(DoubleVector256 index, void* table) =>
        Avx2.IsSupported
            ? new(Avx2.GatherVector256(
                (double*)table, index._value.AsInt64() & Vector256.Create<long>(15), sizeof(double)))
            : PerLane.Lookup(index, table);

    [MethodImpl(Inline)]
    public static DoubleVector256 LimitSize(DoubleVector256 x, DoubleVector256 limit) =>
        Avx512DQ.VL.IsSupported
            ? new(Avx512DQ.VL.Range(x._value, limit._value, Signs.SmallerSize))
            : Signs.LimitSize(x, limit);
}
