using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>Two doubles; see <see cref="IVector{TSelf}"/>.</summary>
internal readonly unsafe struct DoubleVector128(Vector128<double> value) : IVector<DoubleVector128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector128<double> _value = value;

    public static int Count => 2;

    public static bool IsSingle => false;

    [MethodImpl(Inline)]
    public static DoubleVector128 Create(double value) => new(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static DoubleVector128 CreateBits(long ofDouble, int ofSingle) =>
        new(Vector128.Create(ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector128 Broadcast(void* source) => new(Vector128.Create(*(double*)source));

    [MethodImpl(Inline)]
    public static DoubleVector128 Load(void* source) => new(Vector128.Load((double*)source));

    [MethodImpl(Inline)]
    public void Store(void* target) => Vector128.Store(_value, (double*)target);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator +(DoubleVector128 x, DoubleVector128 y) => new(x._value + y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator -(DoubleVector128 x, DoubleVector128 y) => new(x._value - y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator *(DoubleVector128 x, DoubleVector128 y) => new(x._value * y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator /(DoubleVector128 x, DoubleVector128 y) => new(x._value / y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator &(DoubleVector128 x, DoubleVector128 y) => new(x._value & y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator |(DoubleVector128 x, DoubleVector128 y) => new(x._value | y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator ^(DoubleVector128 x, DoubleVector128 y) => new(x._value ^ y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator -(DoubleVector128 x) => new(-x._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 operator ~(DoubleVector128 x) => new(~x._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 MultiplyAdd(DoubleVector128 x, DoubleVector128 y, DoubleVector128 addend) =>
        new(Vector128.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 NegatedMultiplyAdd(DoubleVector128 x, DoubleVector128 y, DoubleVector128 addend) =>
        Fma.IsSupported
            ? new(Fma.MultiplyAddNegated(x._value, y._value, addend._value))
            : new(Vector128.FusedMultiplyAdd(-x._value, y._value, addend._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Abs(DoubleVector128 x) => new(Vector128.Abs(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Sqrt(DoubleVector128 x) => new(Vector128.Sqrt(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Round(DoubleVector128 x) => new(Vector128.Round(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Floor(DoubleVector128 x) => new(Vector128.Floor(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Ceiling(DoubleVector128 x) => new(Vector128.Ceiling(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Truncate(DoubleVector128 x) => new(Vector128.Truncate(x._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 MinNative(DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.MinNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 MaxNative(DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.MaxNative(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Min(DoubleVector128 x, DoubleVector128 y) => new(Vector128.Min(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Max(DoubleVector128 x, DoubleVector128 y) => new(Vector128.Max(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 LessThan(DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.LessThan(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 LessThanOrEqual(DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.LessThanOrEqual(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Equal(DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.Equals(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 AndNot(DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.AndNot(x._value, y._value));

    [MethodImpl(Inline)]
    public static DoubleVector128 Select(DoubleVector128 mask, DoubleVector128 x, DoubleVector128 y) =>
        new(Vector128.ConditionalSelect(mask._value, x._value, y._value));

    [MethodImpl(Inline)]
    public static bool Any(DoubleVector128 mask) => mask._value.AsInt64().ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(DoubleVector128 x, DoubleVector128 y) => Vector128.LessThanAny(x._value, y._value);

    [MethodImpl(Inline)]
    public static DoubleVector128 ShiftLeft(DoubleVector128 x, int ofDouble, int ofSingle) =>
        new(Vector128.ShiftLeft(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector128 ShiftRight(DoubleVector128 x, int ofDouble, int ofSingle) =>
        new(Vector128.ShiftRightLogical(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector128 ShiftRightSigned(DoubleVector128 x, int ofDouble, int ofSingle) =>
        new(Vector128.ShiftRightArithmetic(x._value.AsInt64(), ofDouble).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector128 AddBits(DoubleVector128 x, DoubleVector128 y) =>
        new((x._value.AsInt64() + y._value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector128 SubtractBits(DoubleVector128 x, DoubleVector128 y) =>
        new((x._value.AsInt64() - y._value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static DoubleVector128 Scale(DoubleVector128 x, DoubleVector128 exponent) => Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(DoubleVector128 x, DoubleVector128 y) =>
        Vector128.LessThanAny(x._value.AsInt64(), y._value.AsInt64());

    [MethodImpl(Inline)]
    public static DoubleVector128 ConvertBits(DoubleVector128 x) => new(Vector128.ConvertToDouble(x._value.AsInt64()));

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(DoubleVector128 x) => Avx512DQ.VL.IsSupported
        ? Avx512DQ.VL.Classify(x._value, Classes.AllButPositiveNormal) != Vector128<double>.Zero
        : Classes.AnyButPositiveNormal(x);

    [MethodImpl(Inline)]
    public static DoubleVector128 Lookup(DoubleVector128 index, void* table) =>
        Avx2.IsSupported
            ? new(Avx2.GatherVector128(
                (double*)table, index._value.AsInt64() & Vector128.Create<long>(15), sizeof(double)))
            : PerLane.Lookup(index, table);

    [MethodImpl(Inline)]
    public static DoubleVector128 LimitSize(DoubleVector128 x, DoubleVector128 limit) =>
        Avx512DQ.VL.IsSupported
            ? new(Avx512DQ.VL.Range(x._value, limit._value, Signs.SmallerSize))
            : Signs.LimitSize(x, limit);
}
