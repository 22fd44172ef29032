using System.Numerics;

namespace Dataflow.Contracts.Operators;

/// <summary>What holds for every operator of the catalogue, in one precision.</summary>
public abstract class OperatorContract<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TheoryData<string> All => [.. OperatorCatalogue.All.Select(op => op.Name)];

    public static TheoryData<string> Elementwise =>
        [.. OperatorCatalogue.All.Where(op => op.HasScalarForm).Select(op => op.Name)];

    [Theory, MemberData(nameof(Elementwise))]
    public void Execute_EveryLengthToSixtySeven_GivesTheScalarsBits(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        for (int length = 0; length <= 67; length++)
        {
            NdArray<T>[] operands = Operands(op, Shape.Of(length), seed: length);
            Specials.AssertSame(
                NaiveReference.Elementwise(op, operands), NdArray<T>.Apply(op, null, operands), $"{op}, {length} long");
        }
    }

    [Theory, MemberData(nameof(Elementwise))]
    public void Execute_SpecialValuesBesideEachOther_GivesTheScalarsBits(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        T[] specials = Specials.Of<T>();
        long count = specials.Length;
        NdArray<T>[] operands = [.. Enumerable.Range(0, op.Arity).Select(place =>
            NdArray<T>.From(specials.AsSpan(), Shape.Of([count, .. Enumerable.Repeat(1L, place)])))];
        Specials.AssertSame(NaiveReference.Elementwise(op, operands), NdArray<T>.Apply(op, null, operands), name);
        // Once more at full length, where both sides of the kernel are read as whole vectors.
        Shape shape = operands.Select(operand => operand.Shape).Aggregate(Shape.Broadcast);
        NdArray<T>[] dense = [.. operands.Select(operand => operand + NdArray<T>.Full(shape, -0.0))];
        Specials.AssertSame(NaiveReference.Elementwise(op, dense), NdArray<T>.Apply(op, null, dense), name);
    }

    [Theory, MemberData(nameof(All))]
    public void Execute_Samples_MatchesTheReferenceIndexByIndex(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        foreach (Sample sample in OperatorSamples.Of(op))
        {
            NdArray<T>[] operands = [.. sample.Shapes.Select((shape, i) => AddsUp(op)
                ? Specials.Whole<T>(shape, seed: i) : Specials.Array<T>(shape, seed: i))];
            NdArray<T>[] before = [.. operands.Select(operand => NdArray<T>.From(operand.AsSpan(), operand.Shape))];
            NdArray<T> expected = NaiveReference.Compute(op, sample.Parameters, operands);
            NdArray<T> came = NdArray<T>.Apply(op, sample.Parameters, operands);
            if (IsRounded(op)) Specials.AssertClose(expected, came, sample.ToString());
            else Specials.AssertSame(expected, came, sample.ToString());
            for (int i = 0; i < operands.Length; i++)
                Specials.AssertSame(before[i], operands[i], $"{sample}, operand {i}");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Execute_IntoAResultFullOfNaN_FillsAllOfIt(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        foreach (Sample sample in OperatorSamples.Of(op))
        {
            NdArray<T>[] operands = [.. sample.Shapes.Select((shape, i) => Specials.Whole<T>(shape, seed: i))];
            NdArray<T> result = NdArray<T>.Full(op.InferShape(sample.Shapes, sample.Parameters)!, double.NaN);
            op.Execute(operands, sample.Parameters, result);
            Specials.AssertSame(NdArray<T>.Apply(op, sample.Parameters, operands), result, sample.ToString());
        }
    }

    [Theory, MemberData(nameof(All))]
    public void InferShape_WithUnknownOperands_IsUnknownOrRight(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        foreach (Sample sample in OperatorSamples.Of(op))
        {
            Shape known = op.InferShape(sample.Shapes, sample.Parameters)!;
            for (int hidden = 1; hidden < 1 << op.Arity; hidden++)
            {
                Shape?[] some = [.. sample.Shapes.Select((shape, i) => (hidden >> i & 1) != 0 ? null : shape)];
                Shape? inferred = op.InferShape(some, sample.Parameters);
                Assert.True(inferred is null || inferred.Equals(known), $"{sample}: {inferred} instead of {known}");
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Catalogue_EveryOperator_SaysWhatItIsAndHasSamples(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", op.Name);
        Assert.NotEmpty(op.Summary);
        Assert.All(op.Arguments, argument => Assert.NotEmpty(argument.Summary));
        Assert.True(OperatorSamples.Of(op).Any(), $"{op} needs samples in {nameof(OperatorSamples)}");
    }

    private static bool AddsUp(Operator op) =>
        op.Name is "sum" or "mean" or "dot" or "matmul" or "cumsum" || IsRounded(op);

    /// <summary>Whether its results are rounded in an order of its own, even those of small whole numbers.</summary>
    private static bool IsRounded(Operator op) =>
        op.Name is "prod" or "cumprod" or "var" or "std" or "norm" or "logsumexp" or "softmax";

    private static NdArray<T>[] Operands(Operator op, Shape shape, int seed) =>
        [.. Enumerable.Range(0, op.Arity).Select(i => Specials.Array<T>(shape, (seed * 7) + i))];
}

public sealed class DoubleOperatorContract : OperatorContract<double>;

public sealed class FloatOperatorContract : OperatorContract<float>;
