using System.Numerics;
using Dataflow.TestKit.Operators;

namespace Dataflow.Contracts.Operators;

/// <summary>What holds for every operator of the catalogue, in one precision.</summary>
public abstract class OperatorContract<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Few = 60;

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
            NdArray<T> expected = NaiveReference.Compute(op, null, operands);
            Specials.AssertSame(expected, NdArray<T>.Apply(op, null, operands), $"{op}, {length} long");
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
        Specials.AssertSame(NaiveReference.Compute(op, null, operands), NdArray<T>.Apply(op, null, operands), name);
        // Once more at full length, where both sides of the kernel are read as whole vectors.
        Shape shape = operands.Select(operand => operand.Shape).Aggregate(Shape.Broadcast);
        NdArray<T>[] dense = [.. operands.Select(operand => operand + NdArray<T>.Full(shape, -0.0))];
        Specials.AssertSame(NaiveReference.Compute(op, null, dense), NdArray<T>.Apply(op, null, dense), name);
    }

    /// <summary>Sums of small whole numbers are exact in any order; among values of all sizes are special ones.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Execute_Samples_MatchesTheReferenceIndexByIndex(string name)
    {
        foreach (Sample sample in OperatorSamples.Of(OperatorCatalogue.Find(name)!))
        {
            Check(sample, [.. sample.Shapes.Select((shape, i) => Specials.Whole<T>(shape, seed: i))]);
            Check(sample, [.. sample.Shapes.Select((shape, i) => Specials.Array<T>(shape, seed: i))]);
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

    /// <summary>An operator that does not say how it is drawn, or what it means, fails here.</summary>
    [Theory, MemberData(nameof(All))]
    public void Catalogue_EveryOperator_SaysWhatItIsHowItIsDrawnAndWhatItMeans(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", op.Name);
        Assert.NotEmpty(op.Summary);
        Assert.All(op.Arguments, argument => Assert.NotEmpty(argument.Summary));
        Assert.All(OperatorSamples.Of(op), sample => Assert.Equal(op.Arity, sample.Shapes.Length));
        Assert.NotNull(NaiveReference.Of(op));
    }

    /// <summary>A draw that leaves something out proves nothing there: every operator meets what kernels stumble over.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Draw_OfEveryOperator_ReachesEverySizeAndRank(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        Sample[] samples = [.. OperatorSamples.Of(op)];
        Shape[] results = [.. samples.Select(sample => op.InferShape(sample.Shapes, sample.Parameters)!)];
        Shape[] shapes = [.. samples.SelectMany(sample => sample.Shapes), .. results];
        Assert.Contains(shapes, shape => shape.Length == 0);
        Assert.Contains(shapes, shape => shape.Length == 1);
        Assert.Contains(shapes, shape => shape.Length > 1024);
        Assert.True(shapes.Select(shape => shape.Rank).Distinct().Count() >= (name == "dot" ? 3 : 4), name);
        if (op.Arguments.Count > 0 && op.Arity > 0)
            Assert.True(samples.Select(sample => $"{sample.Parameters}").Distinct(StringComparer.Ordinal).Count() > 1);
    }

    /// <summary>A tolerance that takes anything proves nothing.</summary>
    [Theory, MemberData(nameof(All))]
    public void Reference_BesideAWrongElement_SaysSo(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        int noticed = 0;
        foreach (Sample sample in OperatorSamples.Of(op).Where(one => one.Shapes.Sum(shape => shape.Length) <= Few))
        {
            NdArray<T>[] operands = [.. sample.Shapes.Select((shape, i) => Specials.Whole<T>(shape, seed: i))];
            T[] elements = NdArray<T>.Apply(op, sample.Parameters, operands).ToArray();
            int at = Array.FindIndex(elements, T.IsFinite);
            if (at < 0) continue;
            elements[at] += T.Max(T.One, T.Abs(elements[at])) / (T.One + T.One);
            var wrong = NdArray<T>.Move(elements, op.InferShape(sample.Shapes, sample.Parameters));
            if (NaiveReference.Difference(op, sample.Parameters, operands, wrong) is { } difference)
            {
                noticed++;
                Assert.Contains($"element {at}", difference, StringComparison.Ordinal);
            }
            else if (name is not ("var" or "std")) // where no degree of freedom is left, anything may come
                Assert.Fail($"{sample}: {elements[at]} at {at} was taken");
        }

        Assert.True(noticed > 5, $"{name}: only {noticed} wrong elements were noticed");
    }

    private static void Check(Sample sample, NdArray<T>[] operands)
    {
        NdArray<T>[] before = [.. operands.Select(operand => NdArray<T>.From(operand.AsSpan(), operand.Shape))];
        NdArray<T> came = NdArray<T>.Apply(sample.Operator, sample.Parameters, operands);
        string? difference = NaiveReference.Difference(sample.Operator, sample.Parameters, operands, came);
        Assert.True(difference is null, $"{sample}: {difference}");
        for (int i = 0; i < operands.Length; i++)
            Specials.AssertSame(before[i], operands[i], $"{sample}, operand {i}");
    }

    private static NdArray<T>[] Operands(Operator op, Shape shape, int seed) =>
        [.. Enumerable.Range(0, op.Arity).Select(i => Specials.Array<T>(shape, (seed * 7) + i))];
}

public sealed class DoubleOperatorContract : OperatorContract<double>;

public sealed class FloatOperatorContract : OperatorContract<float>;
