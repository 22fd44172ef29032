using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A single double as a vector of one, with the bits that wider ones give; see <see cref="IVector{TSelf}"/>.
/// </summary>
internal readonly unsafe struct DoubleScalar(double value) : IVector<DoubleScalar>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly double Value = value;

    private long Bits => BitConverter.DoubleToInt64Bits(Value);

    public static int Count => 1;

    public static bool IsSingle => false;

    [MethodImpl(Inline)]
    public static DoubleScalar Create(double value) => new(value);

    [MethodImpl(Inline)]
    public static DoubleScalar CreateBits(long ofDouble, int ofSingle) => Of(ofDouble);

    [MethodImpl(Inline)]
    public static DoubleScalar Broadcast(void* source) => new(*(double*)source);

    [MethodImpl(Inline)]
    public static DoubleScalar Load(void* source) => new(*(double*)source);

    [MethodImpl(Inline)]
    public void Store(void* target) => *(double*)target = Value;

    [MethodImpl(Inline)]
    public static DoubleScalar operator +(DoubleScalar x, DoubleScalar y) => new(x.Value + y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar operator -(DoubleScalar x, DoubleScalar y) => new(x.Value - y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar operator *(DoubleScalar x, DoubleScalar y) => new(x.Value * y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar operator /(DoubleScalar x, DoubleScalar y) => new(x.Value / y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar operator &(DoubleScalar x, DoubleScalar y) => Of(x.Bits & y.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar operator |(DoubleScalar x, DoubleScalar y) => Of(x.Bits | y.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar operator ^(DoubleScalar x, DoubleScalar y) => Of(x.Bits ^ y.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar operator -(DoubleScalar x) => new(-x.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar operator ~(DoubleScalar x) => Of(~x.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar MultiplyAdd(DoubleScalar x, DoubleScalar y, DoubleScalar addend) =>
        new(Math.FusedMultiplyAdd(x.Value, y.Value, addend.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar NegatedMultiplyAdd(DoubleScalar x, DoubleScalar y, DoubleScalar addend) =>
        new(Math.FusedMultiplyAdd(-x.Value, y.Value, addend.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Abs(DoubleScalar x) => new(Math.Abs(x.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Sqrt(DoubleScalar x) => new(Math.Sqrt(x.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Round(DoubleScalar x) => new(Math.Round(x.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Floor(DoubleScalar x) => new(Math.Floor(x.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Ceiling(DoubleScalar x) => new(Math.Ceiling(x.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Truncate(DoubleScalar x) => new(Math.Truncate(x.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar MinNative(DoubleScalar x, DoubleScalar y) => x.Value < y.Value ? x : y;

    [MethodImpl(Inline)]
    public static DoubleScalar MaxNative(DoubleScalar x, DoubleScalar y) => x.Value > y.Value ? x : y;

    [MethodImpl(Inline)]
    public static DoubleScalar Min(DoubleScalar x, DoubleScalar y) => new(Math.Min(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar Max(DoubleScalar x, DoubleScalar y) => new(Math.Max(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static DoubleScalar LessThan(DoubleScalar x, DoubleScalar y) => Mask(x.Value < y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar LessThanOrEqual(DoubleScalar x, DoubleScalar y) => Mask(x.Value <= y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar Equal(DoubleScalar x, DoubleScalar y) => Mask(x.Value == y.Value);

    [MethodImpl(Inline)]
    public static DoubleScalar AndNot(DoubleScalar x, DoubleScalar y) => Of(x.Bits & ~y.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar Select(DoubleScalar mask, DoubleScalar x, DoubleScalar y) =>
        Of((mask.Bits & x.Bits) | (~mask.Bits & y.Bits));

    [MethodImpl(Inline)]
    public static bool Any(DoubleScalar mask) => mask.Bits < 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(DoubleScalar x, DoubleScalar y) => x.Value < y.Value;

    [MethodImpl(Inline)]
    public static DoubleScalar ShiftLeft(DoubleScalar x, int ofDouble, int ofSingle) => Of(x.Bits << ofDouble);

    [MethodImpl(Inline)]
    public static DoubleScalar ShiftRight(DoubleScalar x, int ofDouble, int ofSingle) =>
        Of((long)((ulong)x.Bits >> ofDouble));

    [MethodImpl(Inline)]
    public static DoubleScalar ShiftRightSigned(DoubleScalar x, int ofDouble, int ofSingle) => Of(x.Bits >> ofDouble);

    [MethodImpl(Inline)]
    public static DoubleScalar AddBits(DoubleScalar x, DoubleScalar y) => Of(x.Bits + y.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar SubtractBits(DoubleScalar x, DoubleScalar y) => Of(x.Bits - y.Bits);

    [MethodImpl(Inline)]
    public static DoubleScalar Scale(DoubleScalar x, DoubleScalar exponent) => Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(DoubleScalar x, DoubleScalar y) => x.Bits < y.Bits;

    [MethodImpl(Inline)]
    public static DoubleScalar ConvertBits(DoubleScalar x) => new(x.Bits);

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(DoubleScalar x) => !(double.IsNormal(x.Value) && x.Value > 0);

    [MethodImpl(Inline)]
    public static DoubleScalar Lookup(DoubleScalar index, void* table) => new(((double*)table)[index.Bits & 15]);

    [MethodImpl(Inline)]
    public static DoubleScalar LimitSize(DoubleScalar x, DoubleScalar limit) => Signs.LimitSize(x, limit);

    [MethodImpl(Inline)]
    private static DoubleScalar Of(long bits) => new(BitConverter.Int64BitsToDouble(bits));

    [MethodImpl(Inline)]
    private static DoubleScalar Mask(bool holds) => Of(holds ? -1 : 0);
}
