using Dataflow.Nodes.Arrays;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Tests.Memory;

public sealed class BlockTests
{
    private readonly BufferPool _pool = new(limit: 1 << 20);

    [Fact]
    public void Release_LastLease_GivesTheMemoryBack()
    {
        Block block = Block.Rent(1000, _pool);
        block.Retain();
        block.Release();
        Assert.False(block.IsFree);
        Assert.Equal(1024, _pool.BytesInUse);
        block.Release();
        Assert.True(block.IsFree);
        Assert.Equal((0, 1024), (_pool.BytesInUse, _pool.BytesHeld));
    }

    [Fact]
    public void Release_OnceTooOften_Throws()
    {
        Block block = Block.Rent(64, _pool);
        block.Release();
        Assert.Throws<InvalidOperationException>(block.Release);
        Assert.Equal(64, _pool.BytesHeld);
    }

    [Fact]
    public void Retain_AfterTheLastRelease_Throws()
    {
        Block block = Block.Rent(64, _pool);
        block.Release();
        Assert.Throws<InvalidOperationException>(block.Retain);
        Assert.Throws<InvalidOperationException>(block.Retain);
    }

    [Fact]
    public void Escape_OfALeasedBlock_IsNoLongerInUse()
    {
        Block block = Block.Rent(64, _pool);
        block.Escape();
        block.Escape();
        Assert.False(block.IsFree);
        Assert.Equal((0, 0), (_pool.BytesInUse, _pool.BytesHeld));
    }

    [Fact]
    public void Release_LastLeaseAfterEscape_GivesTheMemoryBack()
    {
        Block block = Block.Rent(64, _pool);
        block.Retain();
        block.Escape();
        block.Release();
        Assert.False(block.IsFree);
        block.Release();
        Assert.True(block.IsFree);
        Assert.Equal((0, 64), (_pool.BytesInUse, _pool.BytesHeld));
    }

    [Fact]
    public void IsHeldBy_AllLeases_IsFalseAfterEscape()
    {
        Block block = Block.Rent(64, _pool);
        block.Retain();
        Assert.True(block.IsHeldBy(2));
        Assert.False(block.IsHeldBy(1));
        block.Escape();
        Assert.False(block.IsHeldBy(2));
    }

    [Fact]
    public void Adopt_AnyArray_CountsAsEscaped()
    {
        Block block = Block.Adopt(new double[3]);
        Assert.True(block.IsEscaped);
        block.Release();
        Assert.True(block.IsFree);
        Assert.Throws<InvalidOperationException>(block.Release);
    }

#if LAWS
    [Fact]
    public void Pointer_AfterTheLastRelease_BreaksALaw()
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(3));
        array.Release();
        Assert.Throws<InvalidOperationException>(() => array.ToArray());
        Assert.Throws<InvalidOperationException>(() => array.Escape());
    }

    /// <summary>Whoever still has what was written over is caught, however he reads it.</summary>
    [Fact]
    public void TakePlace_OfAnotherArray_BreaksALawWhereThatIsRead()
    {
        NdArray<double> before = NdArray<double>.Allocate(Shape.Of(2, 3));
        NdArray<double> after = before.Reshaped(Shape.Of(2, 3));
        before.Writable().Fill(1);
        after.Writable().Fill(2);
        after.TakePlace();
        Action[] reads =
        [
            () => before.ToArray(), () => before.AsSpan(), () => before.Reshaped(Shape.Of(6)), () => before.Share(),
            () => before.ValueEquals(after), () => ArrayBits.AreEqual(before, after), () => ArrayBits.Hash(before),
        ];
        Assert.All(reads, read => Assert.Contains(
            "another was written in its place", Assert.Throws<InvalidOperationException>(read).Message,
            StringComparison.Ordinal));
        Assert.Equal([2.0, 2, 2, 2, 2, 2], after.ToArray());
        Assert.Equal([2.0, 2, 2, 2, 2, 2], after.Reshaped(Shape.Of(6)).ToArray());
        before.Release();
    }

    [Fact]
    public void TakePlace_OfWhatAUserMaySee_BreaksALaw()
    {
        NdArray<double> array = NdArray<double>.Of(1, 2);
        Assert.Throws<InvalidOperationException>(() => array.TakePlace());
    }

    [Fact]
    public void Allocate_NotWritten_IsNaN()
    {
        NdArray<float> array = NdArray<float>.Allocate(Shape.Of(100));
        Assert.All(array.ToArray(), value => Assert.True(float.IsNaN(value)));
    }
#endif

    [Fact]
    public void RetainAndRelease_ManyThreads_FreesOnce()
    {
        for (int round = 0; round < 200; round++)
        {
            Block block = Block.Rent(64, _pool);
            for (int i = 0; i < 8; i++) block.Retain();
            Parallel.For(0, 8, _ =>
            {
                block.Retain();
                block.Release();
                block.Release();
            });
            Assert.False(block.IsFree);
            block.Release();
            Assert.Equal(0, _pool.BytesInUse);
        }

        Assert.InRange(_pool.BytesHeld, 64, 64 * 200);
    }
}
