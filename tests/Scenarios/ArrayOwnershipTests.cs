using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Scenarios;

/// <summary>G4 yours stays yours: no array that a user gave or was given is ever written to by the engine.</summary>
public abstract class ArrayOwnershipTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Large = 100_000; // well above what runs inside an actor and what shares chunks of the pool

    [Fact]
    public void Assign_OfAManagedArray_CopiesIt()
    {
        LazyArray<T> a = Flow.Variable<T>("a");
        T[] mine = [N(1), N(2)];
        a.Assign(mine);
        mine[0] = N(100);
        AssertSame(Vector(1, 2), a.Eval());
        AssertSame(Vector(2, 4), (a * 2).Eval());
    }

    [Fact]
    public void Move_OfAManagedArray_HandsItOverWithoutACopy()
    {
        var values = new T[Large];
        LazyArray<T> a = Array("a", NdArray<T>.Move(values));
        Assert.True(Unsafe.AreSame(ref values[0], ref MemoryMarshal.GetReference(a.Eval().AsSpan())));
    }

    [Fact]
    public void Move_OfAManagedArray_IsNeverWrittenTo()
    {
        var values = new T[Large];
        values.AsSpan().Fill(N(3));
        LazyArray<T> a = Array("a", NdArray<T>.Move(values));
        LazyArray<T> c = ((a * 2).Sqr() + a).Abs();
        for (int i = 0; i < 20; i++)
        {
            _ = c.Eval();
            a.Assign(Filled(i, Large));
            _ = c.Eval();
            a.Assign(NdArray<T>.Move(values));
        }

        Assert.True(values.AsSpan().IndexOfAnyExcept(N(3)) < 0);
    }

    [Fact]
    public void ToArray_OfAValue_IsACopy()
    {
        LazyArray<T> c = Array("a", Vector(1, 2)).Sqr();
        _ = c.Eval();
        c.ToArray()[0] = N(100);
        AssertSame(Vector(1, 4), c.Value);
    }

    /// <summary>Every value that was ever handed out, of every node, is looked at again in the end.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(Large)]
    public void Value_HandedToAUser_NeverChangesAfterwards(int length)
    {
        LazyArray<T> a = Array("a", Filled(0, length));
        LazyArray<T> twice = a * 2, more = twice + 1, square = more.Sqr(), same = square.Reshape(-1);
        LazyArray<T>[] nodes = [a, twice, more, square, same, (square - more).Abs()];
        List<(NdArray<T> Seen, T Expected)> given = [];
        for (int i = 0; i < 20; i++)
        {
            a.Assign(Filled(i, length));
            double two = 2 * i, three = two + 1, four = three * three;
            double[] expected = [i, two, three, four, four, Math.Abs(four - three)];
            for (int n = nodes.Length - 1; n >= 0; n--)
            {
                given.Add((nodes[n].Eval(), N(expected[n])));
                given.Add((nodes[n].Value, N(expected[n])));
            }
        }

        Assert.All(given, pair => Assert.True(pair.Seen.AsSpan().IndexOfAnyExcept(pair.Expected) < 0));
    }

    /// <summary>The same while others evaluate and assign, so that memory goes round the pool all the time.</summary>
    [Fact]
    public async Task Value_HandedToAUserWhileOthersEvaluate_NeverChangesAfterwards()
    {
        Task[] users = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var flow = new Context();
            LazyArray<T> a = flow.Variable<T>("a");
            LazyArray<T> square = (a + 1).Sqr(), c = (square * 2).Abs() - 1;
            List<(NdArray<T> Seen, T Expected)> given = [];
            for (int i = 0; i < 20; i++)
            {
                a.Assign(Filled(i, Large / 10));
                given.Add((c.Eval(), N((2 * (i + 1) * (i + 1)) - 1)));
                given.Add((square.Eval(), N((i + 1) * (i + 1))));
            }

            Assert.All(given, pair => Assert.True(pair.Seen.AsSpan().IndexOfAnyExcept(pair.Expected) < 0));
        }))];
        await Task.WhenAll(users);
    }

    [Fact]
    public void Value_OfOneNodeAssignedToAVariable_StaysBothsOwn()
    {
        LazyArray<T> a = Array("a", Filled(1, Large)), b = Flow.Variable<T>("b");
        LazyArray<T> more = a + 1;
        for (int i = 1; i < 10; i++)
        {
            b.Assign(more.Eval());
            a.Assign(b.Eval());
            AssertSame(Filled(i + 2, Large), more.Eval());
            AssertSame(Filled(i + 1, Large), b.Value);
        }
    }

    [Fact]
    public void Dispose_OfAValueThatTheEngineHas_LeavesItsOwn()
    {
        LazyArray<T> c = Array("a", Filled(1, Large)) + 1;
        NdArray<T> first = c.Eval(), second = c.Eval();
        first.Dispose();
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.AsSpan().Length);
        AssertSame(Filled(2, Large), second);
        AssertSame(Filled(2, Large), c.Value);
    }

    [Fact]
    public void Dispose_OfEveryValue_LetsMemoryGoRound()
    {
        LazyArray<T> a = Flow.Variable<T>("a"), c = a.Abs() + 1;
        NdArray<T> mine = Filled(1, Large), other = Filled(2, Large);
        var places = new HashSet<nint>();
        for (int i = 0; i < 20; i++)
        {
            a.Assign(i % 2 == 0 ? mine : other);
            using NdArray<T> value = c.Eval();
            places.Add(PlaceOf(value));
            AssertSame(Filled(2 + (i % 2), Large), value);
        }

        Assert.InRange(places.Count, 1, 3);
    }

    [Fact]
    public void Dispose_OfAnAssignedArray_LeavesTheVariableItsValue()
    {
        NdArray<T> mine = Filled(1, Large).Add(1);
        LazyArray<T> a = Array("a", mine), constant = Flow.Constant(mine);
        mine.Dispose();
        AssertSame(Filled(4, Large), (a + constant).Eval());
    }

    private static unsafe nint PlaceOf(NdArray<T> array) => (nint)array.Pointer;

    [Fact]
    public void Constant_OfAnArray_IsNeverWrittenTo()
    {
        NdArray<T> mine = Filled(3, Large);
        LazyArray<T> c = (Flow.Constant(mine) + Array("a", Filled(1, Large))).Neg();
        AssertSame(Filled(-4, Large), c.Eval());
        AssertSame(Filled(3, Large), mine);
    }
}

public sealed class DoubleArrayOwnershipTests : ArrayOwnershipTests<double>;

public sealed class SingleArrayOwnershipTests : ArrayOwnershipTests<float>;
