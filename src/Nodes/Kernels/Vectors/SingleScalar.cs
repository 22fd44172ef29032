using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A single float as a vector of one, with the bits that wider ones give; see <see cref="IVector{TSelf}"/>.
/// </summary>
internal readonly unsafe struct SingleScalar(float value) : IVector<SingleScalar>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly float Value = value;

    private int Bits => BitConverter.SingleToInt32Bits(Value);

    public static int Count => 1;

    public static bool IsSingle => true;

    [MethodImpl(Inline)]
    public static SingleScalar Create(double value) => new((float)value);

    [MethodImpl(Inline)]
    public static SingleScalar CreateBits(long ofDouble, int ofSingle) => Of(ofSingle);

    [MethodImpl(Inline)]
    public static SingleScalar Broadcast(void* source) => new(*(float*)source);

    [MethodImpl(Inline)]
    public static SingleScalar Load(void* source) => new(*(float*)source);

    [MethodImpl(Inline)]
    public void Store(void* target) => *(float*)target = Value;

    [MethodImpl(Inline)]
    public static SingleScalar operator +(SingleScalar x, SingleScalar y) => new(x.Value + y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar operator -(SingleScalar x, SingleScalar y) => new(x.Value - y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar operator *(SingleScalar x, SingleScalar y) => new(x.Value * y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar operator /(SingleScalar x, SingleScalar y) => new(x.Value / y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar operator &(SingleScalar x, SingleScalar y) => Of(x.Bits & y.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar operator |(SingleScalar x, SingleScalar y) => Of(x.Bits | y.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar operator ^(SingleScalar x, SingleScalar y) => Of(x.Bits ^ y.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar operator -(SingleScalar x) => new(-x.Value);

    [MethodImpl(Inline)]
    public static SingleScalar operator ~(SingleScalar x) => Of(~x.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar MultiplyAdd(SingleScalar x, SingleScalar y, SingleScalar addend) =>
        new(MathF.FusedMultiplyAdd(x.Value, y.Value, addend.Value));

    [MethodImpl(Inline)]
    public static SingleScalar NegatedMultiplyAdd(SingleScalar x, SingleScalar y, SingleScalar addend) =>
        new(MathF.FusedMultiplyAdd(-x.Value, y.Value, addend.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Abs(SingleScalar x) => new(MathF.Abs(x.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Sqrt(SingleScalar x) => new(MathF.Sqrt(x.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Round(SingleScalar x) => new(MathF.Round(x.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Floor(SingleScalar x) => new(MathF.Floor(x.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Ceiling(SingleScalar x) => new(MathF.Ceiling(x.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Truncate(SingleScalar x) => new(MathF.Truncate(x.Value));

    [MethodImpl(Inline)]
    public static SingleScalar MinNative(SingleScalar x, SingleScalar y) => x.Value < y.Value ? x : y;

    [MethodImpl(Inline)]
    public static SingleScalar MaxNative(SingleScalar x, SingleScalar y) => x.Value > y.Value ? x : y;

    [MethodImpl(Inline)]
    public static SingleScalar Min(SingleScalar x, SingleScalar y) => new(MathF.Min(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static SingleScalar Max(SingleScalar x, SingleScalar y) => new(MathF.Max(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static SingleScalar LessThan(SingleScalar x, SingleScalar y) => Mask(x.Value < y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar LessThanOrEqual(SingleScalar x, SingleScalar y) => Mask(x.Value <= y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar Equal(SingleScalar x, SingleScalar y) => Mask(x.Value == y.Value);

    [MethodImpl(Inline)]
    public static SingleScalar AndNot(SingleScalar x, SingleScalar y) => Of(x.Bits & ~y.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar Select(SingleScalar mask, SingleScalar x, SingleScalar y) =>
        Of((mask.Bits & x.Bits) | (~mask.Bits & y.Bits));

    [MethodImpl(Inline)]
    public static bool Any(SingleScalar mask) => mask.Bits < 0;

    [MethodImpl(Inline)]
    public static bool AnyLessThan(SingleScalar x, SingleScalar y) => x.Value < y.Value;

    [MethodImpl(Inline)]
    public static SingleScalar ShiftLeft(SingleScalar x, int ofDouble, int ofSingle) => Of(x.Bits << ofSingle);

    [MethodImpl(Inline)]
    public static SingleScalar ShiftRight(SingleScalar x, int ofDouble, int ofSingle) =>
        Of((int)((uint)x.Bits >> ofSingle));

    [MethodImpl(Inline)]
    public static SingleScalar ShiftRightSigned(SingleScalar x, int ofDouble, int ofSingle) => Of(x.Bits >> ofSingle);

    [MethodImpl(Inline)]
    public static SingleScalar AddBits(SingleScalar x, SingleScalar y) => Of(x.Bits + y.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar SubtractBits(SingleScalar x, SingleScalar y) => Of(x.Bits - y.Bits);

    [MethodImpl(Inline)]
    public static SingleScalar Scale(SingleScalar x, SingleScalar exponent) => Powers.Scale(x, exponent);

    [MethodImpl(Inline)]
    public static bool AnyLessBits(SingleScalar x, SingleScalar y) => x.Bits < y.Bits;

    [MethodImpl(Inline)]
    public static SingleScalar ConvertBits(SingleScalar x) => new(x.Bits);

    [MethodImpl(Inline)]
    public static bool AnyButPositiveNormal(SingleScalar x) => !(float.IsNormal(x.Value) && x.Value > 0);

    [MethodImpl(Inline)]
    public static SingleScalar Lookup(SingleScalar index, void* table) => new(((float*)table)[index.Bits & 15]);

    [MethodImpl(Inline)]
    public static SingleScalar LimitSize(SingleScalar x, SingleScalar limit) => Signs.LimitSize(x, limit);

    [MethodImpl(Inline)]
    private static SingleScalar Of(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    [MethodImpl(Inline)]
    private static SingleScalar Mask(bool holds) => Of(holds ? -1 : 0);
}
