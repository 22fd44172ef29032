using System.Runtime.CompilerServices;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Tests.Memory;

public sealed class BufferPoolTests
{
    [Fact]
    public void SizeClasses_EverySize_FitsWithAFifthUnusedAtMost()
    {
        for (long bytes = 0; bytes < 1L << 40; bytes += 1 + (bytes / 7))
        {
            int sizeClass = SizeClasses.Of(bytes);
            long size = SizeClasses.Bytes(sizeClass);
            Assert.InRange(size, Math.Max(64, bytes), Math.Max(64, bytes + 63 + (bytes / 4)));
            Assert.Equal(sizeClass, SizeClasses.Of(size));
            Assert.Equal(0, size % 64);
        }

        Assert.InRange(SizeClasses.Of(long.MaxValue), 0, SizeClasses.Count - 1);
    }

    [Fact]
    public void Rent_AfterReturn_LendsTheSameMemoryAgain()
    {
        BufferPool pool = new(limit: 1 << 20);
        Slab first = pool.Rent(5000);
        pool.Return(first);
        Assert.Same(first, pool.Rent(5000));
        Assert.Equal(0, pool.BytesHeld);
    }

    [Fact]
    public void Rent_Twice_LendsDifferentMemory()
    {
        BufferPool pool = new(limit: 1 << 20);
        Assert.NotSame(pool.Rent(64), pool.Rent(64));
        Assert.Equal(128, pool.BytesInUse);
    }

    [Fact]
    public void Return_BeyondTheLimit_HoldsNoMore()
    {
        BufferPool pool = new(limit: 100_000);
        Slab[] slabs = [.. Enumerable.Range(0, 50).Select(_ => pool.Rent(8000))];
        foreach (Slab slab in slabs) pool.Return(slab);
        Assert.InRange(pool.BytesHeld, 90_000, 100_000);
        Assert.Equal(0, pool.BytesInUse);
    }

    [Fact]
    public void Trim_AnyPool_HoldsNothing()
    {
        BufferPool pool = new(limit: 1 << 20);
        Parallel.For(0, 64, i => pool.Return(pool.Rent(i * 100)));
        Assert.NotEqual(0, pool.BytesHeld);
        pool.Trim();
        Assert.Equal((0, 0), (pool.BytesHeld, pool.BytesInUse));
    }

    [Fact]
    public void Rent_NoSuchMemory_ThrowsAndKeepsItsCounts()
    {
        BufferPool pool = new(limit: 1 << 20);
        pool.Return(pool.Rent(64));
        Assert.ThrowsAny<OutOfMemoryException>(() => pool.Rent(1L << 50));
        Assert.ThrowsAny<OutOfMemoryException>(() => pool.Rent(long.MaxValue));
        Assert.Equal((0, 0), (pool.BytesHeld, pool.BytesInUse));
    }

    [Fact]
    public void Return_LentAgainAndAgain_NeverSharesMemory()
    {
        Parallel.For(0, 4, worker =>
        {
            for (int i = 0; i < 5000; i++)
            {
                NdArray<double> x = Filled(1 + (i % 40), worker), y = Filled(1 + (i % 40), -worker);
                Assert.All(x.ToArray(), value => Assert.Equal(worker, value));
                x.Release();
                Assert.All(y.ToArray(), value => Assert.Equal(-worker, value));
                y.Release();
            }
        });
    }

    [Fact]
    public void Block_Forgotten_IsCollected()
    {
        BufferPool pool = new(limit: 1 << 20);
        WeakReference forgotten = Forget(pool);
        GC.Collect();
        Assert.False(forgotten.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget(BufferPool pool) => new(pool.Rent(100_000));

    private static NdArray<double> Filled(int length, double value)
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(length));
        array.Writable().Fill(value);
        return array;
    }
}
