using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What waits is computed together with what needs it, in place where nobody else reads, and leases end.
/// </summary>
public sealed class RegionTests
{
    private readonly ComputationMaker _maker = new();
    private readonly NdArray<double> _array = ArrayOf(1, 2, 3);

    private Value Array => new(0, _array);

    [Fact]
    public void Run_OfAChain_ComputesItAndEndsItsLeases()
    {
        Value result = new Region(_maker.Over("sqr", "neg", Array)).Run();
        Assert.Equal([1.0, 4, 9], NumbersOf(result));
        Assert.Equal([1.0, 2, 3], _array.ToArray());
        Assert.True(_array.Block.IsHeldBy(1));
        Assert.True(result.Array!.Block.IsHeldBy(1));
    }

    /// <summary>Whoever had the operand has let go of it: the result takes its memory.</summary>
    [Fact]
    public void Run_OverAnArrayThatNobodyElseHas_WritesInItsPlace()
    {
        var block = _array.Block;
        Computation root = _maker.Over("sqr", "neg", Array);
        _array.Release();
        Value result = new Region(root).Run();
        Assert.Same(block, result.Array!.Block);
        Assert.Equal([1.0, 4, 9], NumbersOf(result));
        Assert.True(block.IsHeldBy(1));
    }

    /// <summary>A user may still read what escaped, and somebody may run once more what is leased.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_OverWhatOthersMayRead_TakesMemoryOfItsOwn(bool isEscaped)
    {
        Computation waiting = _maker.Begin("neg", Array), root = _maker.Begin("sqr", new Value(0, waiting));
        if (isEscaped)
        {
            _array.Escape();
            waiting.Release();
        }

        _array.Release();
        Value result = new Region(root).Run();
        Assert.Equal([1.0, 4, 9], NumbersOf(result));
        Assert.NotSame(isEscaped ? null : _array.Block, result.Array!.Block);
        if (!isEscaped) Assert.Equal([1.0, 2, 3], _array.ToArray());
    }

    /// <summary>A reduction takes in what waits; what has no axes is a number.</summary>
    [Fact]
    public void Run_OfAReductionOverWhatWaits_IsANumber()
    {
        Value result = new Region(_maker.Over("sum", "neg", Array)).Run();
        Assert.Equal((true, -6.0), (result.IsNumber, result.Number));
        Assert.True(_array.Block.IsHeldBy(1));
    }

    /// <summary>
    /// What waits below an operator that looks at the whole is computed by itself, and let go of after.
    /// </summary>
    [Fact]
    public void Run_OfASortOverWhatWaits_ComputesThatFirst()
    {
        Assert.Equal([-3.0, -2, -1], NumbersOf(new Region(_maker.Over("sort", "neg", Array)).Run()));
        Assert.True(_array.Block.IsHeldBy(1));
    }

    /// <summary>A failure is a value; the leases end as they would have.</summary>
    [Fact]
    public void Run_OfAKernelThatThrows_IsAFaultAndEndsItsLeases()
    {
        var failing = new ThrowingOperator { InKernel = new ArithmeticException("no") };
        Value result = new Region(_maker.Begin(failing, Array)).Run();
        Assert.Same(failing.InKernel, result.Fault!.Origin.Cause);
        Assert.Equal("[3]", result.Fault.Origin.OperandShapes);
        Assert.True(_array.Block.IsHeldBy(1));
    }

    /// <summary>Cost grows with elements and operators; it says what is worth handing over, and to how many.</summary>
    [Theory]
    [InlineData("neg", 100, true, false)]
    [InlineData("exp", 100_000, false, true)]
    public void Cost_OfElementsAndOperators_TellsShortFromLong(string name, int elements, bool isShort, bool isLong)
    {
        var region = new Region(_maker.Begin(name, new Value(0, NdArray<double>.Allocate(Shape.Of(elements)))));
        Assert.Equal((isShort, isLong), (region.IsShort, region.IsLong));
    }
}
