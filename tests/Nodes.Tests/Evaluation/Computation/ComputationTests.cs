using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Shapes are checked when they are known, and the last lease on a computation ends those on its operands.
/// </summary>
public sealed class ComputationTests
{
    private readonly ComputationMaker _maker = new();
    private readonly NdArray<double> _array = ArrayOf(1, 2, 3);

    private Value Array => new(0, _array);

    [Fact]
    public void Prepare_OverWhatWaits_AddsItsSizeAndItsCost()
    {
        Computation neg = Begin("neg", Array), exp = Begin("exp", Array);
        Computation sum = Begin("add", new Value(0, neg), new Value(0, exp));
        Assert.Equal((1, 1, 3), (neg.Size, exp.Size, sum.Size));
        Assert.Equal(2 * neg.Cost + exp.Cost, sum.Cost);
        Assert.True(exp.Cost > neg.Cost);
    }

    /// <summary>The elements are those of the largest that it reads or writes.</summary>
    [Fact]
    public void Prepare_OfAReductionAndABroadcast_CountsTheLargest()
    {
        Computation total = Begin("sum", Array);
        Assert.Equal((Shape.Scalar, 3L), (total.Shape, total.Elements));
        var column = new Value(0, NdArray<double>.From(new double[2], Shape.Of(2, 1)));
        Computation wide = Begin("add", column, Array);
        Assert.Equal((Shape.Of(2, 3), 6L), (wide.Shape, wide.Elements));
    }

    [Fact]
    public void Prepare_OfShapesThatDoNotFit_ThrowsAndLeasesNothing()
    {
        Assert.Throws<ShapeException>(() => Begin("add", Array, new Value(0, ArrayOf(1, 2))));
        Assert.True(_array.Block.IsHeldBy(1));
    }

    /// <summary>
    /// Each read is a lease: what is read twice is leased twice, and both end with the last lease here.
    /// </summary>
    [Fact]
    public void Release_OfTheLastLease_EndsThoseOnTheOperands()
    {
        Computation square = Begin("mul", Array, Array);
        square.Retain();
        Assert.True(_array.Block.IsHeldBy(3));
        square.Release();
        Assert.Equal(1, square.Leases);
        Assert.True(_array.Block.IsHeldBy(3));
        square.Release();
        Assert.True(_array.Block.IsHeldBy(1));
    }

    /// <summary>Two read what waits: it ends with the second of them, and the array that it reads with it.</summary>
    [Fact]
    public void Release_OfADiamond_EndsEachLeaseOnce()
    {
        Computation shared = Begin("neg", Array);
        Value left = Waiting("exp", shared), right = Waiting("sin", shared);
        Computation top = Begin("add", left, right);
        foreach (Value value in (Value[])[left, right, new Value(0, shared)]) value.Release();
        Assert.Equal(2, shared.Leases);
        top.Release();
        Assert.Equal(0, shared.Leases);
        Assert.True(_array.Block.IsHeldBy(1));
    }

    /// <summary>A long chain is no deep recursion.</summary>
    [Fact]
    public void Release_OfAChainOf100000_EndsIt()
    {
        Value last = Array;
        last.Retain();
        for (int i = 0; i < 100_000; i++)
        {
            Computation next = Begin("neg", last);
            last.Release();
            last = new Value(0, next);
        }

        last.Release();
        Assert.True(_array.Block.IsHeldBy(1));
    }

    [Fact]
    public void Replace_OfWhatHasBeenComputed_LeasesTheResultInItsPlace()
    {
        Computation waiting = Begin("neg", Array);
        Computation user = Begin("add", Array, new Value(0, waiting));
        NdArray<double> made = ArrayOf(-1, -2, -3);
        user.Replace(1, new Value(0, made));
        Assert.Same(made, user.Operands[1].Array);
        Assert.Equal((1, true), (waiting.Leases, made.Block.IsHeldBy(2)));
        user.Release();
        Assert.True(made.Block.IsHeldBy(1));
        Assert.Equal(1, waiting.Leases);
    }

    private Computation Begin(string name, params Value[] operands) => _maker.Begin(name, operands);

    /// <summary>What waits for its one reader, which is begun next.</summary>
    private Value Waiting(string name, Computation operand) => new(0, Begin(name, new Value(0, operand)));
}
