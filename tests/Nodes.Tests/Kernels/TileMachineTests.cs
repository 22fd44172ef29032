using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow.Nodes.Tests.Kernels;

/// <summary>
/// G9 reproducible: random programs give the same bits however they run: one operator after the other over whole
/// arrays, tile by tile, as generated code, piece by piece.
/// </summary>
public sealed class TileMachineTests
{
    private static readonly ElementwiseOperator[] Operators =
        [.. OperatorCatalogue.All.OfType<ElementwiseOperator>()];

    private static readonly Shape[][] Shapes =
    [
        [Shape.Of(1), Shape.Of(1)],
        [Shape.Of(7), Shape.Of(7), Shape.Of(1)],
        [Shape.Of(1000), Shape.Of(1000), Shape.Of(1)],
        [Shape.Of(5000), Shape.Of(5000)],
        [Shape.Of(40, 3), Shape.Of(3), Shape.Of(40, 1), Shape.Of(40, 3)],
        [Shape.Of(9, 700), Shape.Of(700), Shape.Of(9, 1), Shape.Of(9, 700)],
        [Shape.Of(3, 4, 130), Shape.Of(4, 1), Shape.Of(3, 1, 130), Shape.Of(3, 4, 130), Shape.Of(1, 4, 130)],
        [Shape.Of(2, 3, 4, 5), Shape.Of(3, 1, 5), Shape.Of(2, 1, 1, 5)],
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fill_RandomProgram_GivesTheBitsOfOneOperatorAfterTheOther(int seed)
    {
        Check<double>(seed);
        Check<float>(seed);
    }

    [Fact]
    public void Join_ChainOfHeavyAndCheap_HasOneHeavyKernelAPass()
    {
        var program = new TileProgram<double>();
        int x = program.AddInput(NdArray<double>.Of(1, 2, 3));
        foreach (string name in (string[])["neg", "exp", "abs", "sqr", "sin", "neg", "neg"])
            x = program.AddStep(((ElementwiseOperator)OperatorCatalogue.Find(name)!).Tile<double>(), [x]);

        TilePlan<double> plan = TileFusion<double>.Together(program, [false]);

        Assert.Equal(2, plan.Steps.Length);
        Assert.Equal(1, plan.RegisterCount);
    }

    [Fact]
    public void Of_AFormUsedOften_BecomesGeneratedCode()
    {
        NdArray<double> x = NdArray<double>.Of(new double[200_000]);
        TileProgram<double> program = Doubled(x);
        var plans = Enumerable.Range(0, 5).Select(_ => TilePlans<double>.Of(program, [false], x.Length)).ToList();
        Assert.Equal(3, plans[0].Steps.Length);
        Assert.Equal(2, plans[^1].Steps.Length);
        Assert.Same(plans[^1], TilePlans<double>.Of(Doubled(NdArray<double>.Of(1, 2)), [false], 2));
    }

    private static TileProgram<double> Doubled(NdArray<double> x)
    {
        var program = new TileProgram<double>();
        int source = program.AddInput(x);
        TileKernel<double> subtract = ((ElementwiseOperator)SubOperator.Definition).Tile<double>();
        int once = program.AddStep(subtract, [source, source]), twice = program.AddStep(subtract, [once, source]);
        program.AddStep(subtract, [twice, once]);
        return program;
    }

    private static void Check<T>(int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var chance = new Random(seed);
        Shape[] shapes = Shapes[chance.Next(Shapes.Length)];
        var program = new TileProgram<T>();
        var values = new List<(int Source, NdArray<T> Value)>();
        foreach (Shape shape in shapes[1..])
        {
            NdArray<T> input = RandomArray<T>(chance, shape);
            values.Add((program.AddInput(input), input));
        }

        var number = T.CreateTruncating(chance.NextDouble() * 4);
        values.Add((program.AddInput(number), NdArray<T>.Scalar(number)));
        for (int steps = chance.Next(1, 30); steps > 0; steps--) AddStep(program, values, chance);
        AddStep(program, values, chance, shapes[0]);
        NdArray<T> expected = values[^1].Value;
        AssertSame(expected, new TileMachine<T>(program, shapes[0], (form, _, _) => TileFusion<T>.Apart(form)));
        AssertSame(expected, new TileMachine<T>(program, shapes[0], (form, same, _) =>
            TileFusion<T>.Together(form, same)));
    }

    /// <summary>A step over random earlier values; with a shape, one that makes the result fill it.</summary>
    private static void AddStep<T>(
        TileProgram<T> program, List<(int Source, NdArray<T> Value)> values, Random chance, Shape? shape = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementwiseOperator op = Operators[chance.Next(Operators.Length)];
        var operands = new (int Source, NdArray<T> Value)[op.Arity];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = values[^chance.Next(1, Math.Min(values.Count, 6) + 1)];
        NdArray<T> result = NdArray<T>.Apply(op, null, [.. operands.Select(operand => operand.Value)]);
        int step = program.AddStep(op.Tile<T>(), [.. operands.Select(operand => operand.Source)]);
        values.Add((step, shape is null ? result : Filling(result, shape)));
    }

    // -0 + x is x, signed zeros included.
    private static NdArray<T> Filling<T>(NdArray<T> value, Shape shape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] zeros = new T[shape.Length];
        zeros.AsSpan().Fill(T.NegativeZero);
        return NdArray<T>.From(zeros, shape).Add(value);
    }

    private static unsafe void AssertSame<T>(NdArray<T> expected, TileMachine<T> machine)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NdArray<T> whole = NdArray<T>.Allocate(expected.Shape), pieces = NdArray<T>.Allocate(expected.Shape);
        machine.Fill(whole.Pointer, 0, whole.Length);
        for (long start = 0; start < pieces.Length; start += 37)
            machine.Fill(pieces.Pointer + start, start, Math.Min(37, pieces.Length - start), streams: true);
        Assert.True(expected.ValueEquals(whole), $"{expected}\n{whole}");
        Assert.True(expected.ValueEquals(pieces), $"{expected}\n{pieces}");
    }

    private static NdArray<T> RandomArray<T>(Random chance, Shape shape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[shape.Length];
        for (int i = 0; i < values.Length; i++) values[i] = T.CreateTruncating((chance.NextDouble() * 20) - 10);
        return NdArray<T>.From(values, shape);
    }
}
