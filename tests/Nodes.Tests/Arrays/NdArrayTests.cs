using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NdArrayDoubleTests : NdArrayTests<double>;

public sealed class NdArrayFloatTests : NdArrayTests<float>;

/// <summary>What holds of arrays in either precision.</summary>
public abstract class NdArrayTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Of_Values_IsAVector()
    {
        NdArray<T> array = NdArray<T>.Of(N(1), N(2), N(3));
        Assert.Equal(Shape.Of(3), array.Shape);
        Assert.Equal([N(1), N(2), N(3)], array.ToArray());
        Assert.Equal(3 * Unsafe.SizeOf<T>(), array.Bytes);
        Assert.Equal(typeof(T) == typeof(double) ? ElementType.Float64 : ElementType.Float32, array.ElementType);
    }

    [Fact]
    public void Of_Nothing_IsEmpty()
    {
        NdArray<T> array = NdArray<T>.Of();
        Assert.Equal(0, array.Length);
        Assert.Empty(array.ToArray());
        Assert.True(array.ValueEquals(NdArray<T>.From(Array.Empty<T>())));
        Assert.EndsWith("[0] []", array.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scalar_Value_HasNoAxes()
    {
        NdArray<T> array = NdArray<T>.Scalar(N(7));
        Assert.True(array.IsScalar);
        Assert.Equal(N(7), array.ToScalar());
        Assert.Equal(N(7), array[[]]);
    }

    [Fact]
    public void From_ValuesAndShape_RunsAlongTheLastAxisFirst()
    {
        NdArray<T> array = Counting(2, 3);
        Assert.Equal(N(0), array[0, 0]);
        Assert.Equal(N(2), array[0, 2]);
        Assert.Equal(N(3), array[1, 0]);
        Assert.Equal(N(5), array[-1, -1]);
    }

    [Fact]
    public void From_AnyArray_NeverAliases()
    {
        T[] values = [N(1), N(2)];
        NdArray<T> copied = NdArray<T>.From(values), also = NdArray<T>.From(values, Shape.Of(1, 2));
        values[0] = N(9);
        Assert.Equal(N(1), copied[0]);
        Assert.Equal(N(1), also[0, 0]);
        copied.ToArray()[0] = N(8);
        Assert.Equal(N(1), copied[0]);
    }

    [Fact]
    public void Move_Array_IsThatArray()
    {
        T[] values = [N(1), N(2), N(3), N(4)];
        NdArray<T> moved = NdArray<T>.Move(values, Shape.Of(2, 2));
        values[3] = N(9);
        Assert.Equal(N(9), moved[1, 1]);
        Assert.True(Unsafe.AreSame(ref values[0], ref MemoryMarshal.GetReference(moved.AsSpan())));
        Assert.Equal(Shape.Of(4), NdArray<T>.Move(values).Shape);
    }

    [Fact]
    public void Move_ArrayThatWouldMove_StaysInPlace()
    {
        NdArray<T> moved = NdArray<T>.Move([N(1), N(2)]);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(N(2), moved[1]);
        Assert.Empty(NdArray<T>.Move([]).ToArray());
    }

    [Fact]
    public void Move_ForgottenArray_IsCollected()
    {
        WeakReference forgotten = MoveAndForget();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgotten.IsAlive);
    }

    [Fact]
    public void From_OtherLength_Throws()
    {
        var e = Assert.Throws<ShapeException>(() => NdArray<T>.From([N(1), N(2)], Shape.Of(3)));
        Assert.Equal("2 values do not fill shape [3]", e.Message);
        Assert.Throws<ShapeException>(() => NdArray<T>.Move([N(1)], Shape.Of(0)));
    }

    [Fact]
    public void Item_OutsideTheShape_Throws()
    {
        NdArray<T> array = Counting(2, 3);
        Assert.Throws<ShapeException>(() => array[2, 0]);
        Assert.Throws<ShapeException>(() => array[0, -4]);
        Assert.Throws<ShapeException>(() => array[0]);
        Assert.Throws<ShapeException>(() => Counting(0)[0]);
    }

    [Fact]
    public void AsSpan_OnlyTheSpanLeft_StaysGood()
    {
        ReadOnlySpan<T> small = SpanOf(10), large = SpanOf(100_000), moved = NdArray<T>.Move(Values(50)).AsSpan();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            for (int k = 0; k < 100; k++) NdArray<T>.Of(Values(10)).Retain();
        }

        Assert.Equal(Values(10), small.ToArray());
        Assert.Equal(Values(100_000), large.ToArray());
        Assert.Equal(Values(50), moved.ToArray());
    }

    [Fact]
    public void Reshaped_SameLength_SharesAndLeases()
    {
        NdArray<T> array = NdArray<T>.Allocate(Shape.Of(6));
        NdArray<T> table = array.Reshaped(Shape.Of(2, 3));
        Assert.Same(array.Block, table.Block);
        array.Release();
        Assert.False(table.Block.IsFree);
        table.Release();
        Assert.True(table.Block.IsFree);
        Assert.Throws<ShapeException>(() => Counting(6).Reshaped(Shape.Of(5)));
    }

    [Fact]
    public void Allocate_MoreThanThereIs_SaysHowMuchForWhat()
    {
        Shape shape = Shape.Of(1L << 30, 1L << 20);
        var e = Assert.Throws<DataflowException>(() => NdArray<T>.Allocate(shape));
        Assert.Contains($"{shape.Length * Unsafe.SizeOf<T>()} bytes", e.Message, StringComparison.Ordinal);
        Assert.Contains("[1073741824, 1048576]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocate_AnySize_IsAligned()
    {
        foreach (int length in (int[])[0, 1, 17, 600, 5000, 100_000])
        {
            NdArray<T> array = NdArray<T>.Allocate(Shape.Of(length));
            Assert.True(array.IsAligned);
            array.Release();
        }
    }

    [Fact]
    public void ValueEquals_SpecialValues_GoesByValueAndSign()
    {
        NdArray<T> nan = NdArray<T>.Of(T.NaN), otherNaN = NdArray<T>.Of(-T.NaN);
        Assert.True(nan.ValueEquals(otherNaN));
        Assert.False(nan.ValueEquals(NdArray<T>.Of(N(0))));
        Assert.False(NdArray<T>.Of(T.Zero).ValueEquals(NdArray<T>.Of(T.NegativeZero)));
        Assert.False(Counting(2, 3).ValueEquals(Counting(3, 2)));
        Assert.True(Counting(2, 3).ValueEquals(Counting(2, 3)));
    }

    [Fact]
    public void ToString_ShortAndLong_IsAPreview()
    {
        string type = typeof(T) == typeof(double) ? "f64" : "f32";
        Assert.Equal($"{type}[2, 3] [[0, 1, 2], [3, 4, 5]]", Counting(2, 3).ToString());
        Assert.Equal($"{type}[] 2.5", NdArray<T>.Scalar(N(2.5)).ToString());
        Assert.Equal($"{type}[100] [0, 1, 2, ..., 97, 98, 99]", Counting(100).ToString());
        Assert.Equal($"{type}[2, 0] []", Counting(2, 0).ToString());
    }

    internal static T N(double value) => T.CreateChecked(value);

    private static T[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => N(i))];

    private static NdArray<T> Counting(params int[] sizes) =>
        NdArray<T>.From(Values((int)((Shape)sizes).Length), sizes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<T> SpanOf(int count) => NdArray<T>.Of(Values(count)).AsSpan();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference MoveAndForget()
    {
        T[] values = Values(10);
        _ = NdArray<T>.Move(values);
        return new WeakReference(values);
    }
}
