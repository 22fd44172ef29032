using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Each waiting computation is one step, each array one input, and memory is taken only from nobody.</summary>
public sealed class RegionProgramTests : IDisposable
{
    private readonly ComputationMaker _maker = new();
    private readonly RegionScratch<double> _scratch = new();
    private readonly NdArray<double> _array = ArrayOf(1, 2, 3);

    private Value Array => new(0, _array);

    [Fact]
    public void Compile_OfADiamond_HasEachStepAndEachInputOnce()
    {
        Computation shared = _maker.Begin("neg", Array);
        Computation left = _maker.Begin("exp", new Value(0, shared));
        Computation top = _maker.Begin("add", new Value(0, left), new Value(0, shared));
        Computation root = _maker.Begin("mul", new Value(0, top), Array);
        RegionProgram<double> program = Compile(root);
        Assert.Equal(4, program.Program.Steps.Length);
        Assert.Equal((_array, 2), Assert.Single(program.Program.Inputs.Select(input => (input.Array, input.Reads))));
    }

    /// <summary>A long chain is no deep recursion.</summary>
    [Fact]
    public void Compile_OfAChainOf20000_HasAllSteps()
    {
        Computation root = _maker.Begin("neg", Array);
        for (int i = 1; i < 20_000; i++) root = _maker.Begin("neg", new Value(0, root));
        Assert.Equal(20_000, Compile(root).Program.Steps.Length);
    }

    /// <summary>What has another shape would be computed again for each element, so it is an array by then.</summary>
    [Fact]
    public void Compile_OverWhatWaitsInAnotherShape_ReadsItsResult()
    {
        var column = new Value(0, NdArray<double>.From([10, 20], Shape.Of(2, 1)));
        Computation root = _maker.Begin("add", new Value(0, _maker.Begin("neg", column)), Array);
        RegionProgram<double> program = Compile(root);
        Assert.Equal(1, program.Program.Steps.Length);
        Assert.Equal([-10.0, -20], ((NdArray<double>)program.Program.Inputs[0].Array!).ToArray());
    }

    /// <summary>Dividing by a power of two is multiplying, bit by bit, if both have full precision.</summary>
    [Theory]
    [InlineData(4, 0.25)]
    [InlineData(-0.5, -2)]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.Epsilon, double.Epsilon)]
    public void Compile_OfADivision_MultipliesWhereThatIsExact(double divisor, double input)
    {
        RegionProgram<double> program = Compile(_maker.Begin("div", Array, Value.Of(divisor)));
        Assert.Equal(input, program.Program.Inputs[1].Number);
    }

    [Fact]
    public void FindOverwritable_WithAllLeasesOnAnInput_IsThatInput()
    {
        Computation root = _maker.Begin("mul", Array, Array);
        Assert.Null(Compile(root).FindOverwritable());
        _array.Release();
        Assert.Same(_array, Compile(root).FindOverwritable());
    }

    /// <summary>Somebody else has a lease on a computation, so he may run it, and read the input, later.</summary>
    [Fact]
    public void FindOverwritable_WhileAnotherMayRunAComputation_IsNone()
    {
        Computation waiting = _maker.Begin("neg", Array), root = _maker.Begin("sqr", new Value(0, waiting));
        _array.Release();
        Assert.Null(Compile(root).FindOverwritable());
        waiting.Release();
        Assert.Same(_array, Compile(root).FindOverwritable());
        root.Retain();
        Assert.Null(Compile(root).FindOverwritable());
    }

    /// <summary>The result does not fit where a smaller array lies.</summary>
    [Fact]
    public void FindOverwritable_OfAnInputOfAnotherShape_IsNone()
    {
        Computation root = _maker.Begin(
            "add", Array, new Value(0, NdArray<double>.From(new double[6], Shape.Of(2, 3))));
        _array.Release();
        Assert.Null(Compile(root).FindOverwritable());
    }

    public void Dispose() => _scratch.Dispose();

    private RegionProgram<double> Compile(Computation root) => RegionProgram<double>.Compile(root, _scratch);
}
