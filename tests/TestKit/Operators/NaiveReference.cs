using System.Numerics;

namespace Dataflow.TestKit.Operators;

/// <summary>
/// What every operator means, element by element, without any of the kernels' ways: the one place where it is said. The
/// contract of operators and the slow twin of histories both compare with it. An elementwise operator needs no entry:
/// its own form for a single element says it.
/// </summary>
internal static class NaiveReference
{
    // How often the slack: orders of additions differ, and each rounding counts.
    private const double Units = 64;

    private static readonly ReferenceRule Elementwise = new(OfElements);

    private static readonly Dictionary<string, ReferenceRule> Rules = new(StringComparer.Ordinal)
    {
        ["sum"] = ReductionReference.Additive(ReductionReference.Sum),
        ["mean"] = ReductionReference.Additive(ReductionReference.Mean),
        ["min"] = ReductionReference.Exact(line => line.Aggregate(double.Min)),
        ["max"] = ReductionReference.Exact(line => line.Aggregate(double.Max)),
        ["argmin"] = ReductionReference.Exact(line => ReductionReference.PlaceOf(line, line.Aggregate(double.Min))),
        ["argmax"] = ReductionReference.Exact(line => ReductionReference.PlaceOf(line, line.Aggregate(double.Max))),
        ["prod"] = ReductionReference.Product,
        ["var"] = ReductionReference.Variance(isRooted: false),
        ["std"] = ReductionReference.Variance(isRooted: true),
        ["norm"] = ReductionReference.Norm,
        ["logsumexp"] = ReductionReference.LogSumExp,
        ["softmax"] = LineReference.Softmax,
        ["cumsum"] = LineReference.CumulativeSum,
        ["cumprod"] = LineReference.CumulativeProduct,
        ["sort"] = LineReference.Sort,
        ["dot"] = ProductReference.Dot,
        ["matmul"] = ProductReference.MatMul,
        ["transpose"] = new(MovementReference.Transpose),
        ["slice"] = new(MovementReference.Slice),
        ["concatenate"] = new(MovementReference.Concatenate),
        ["pad"] = new(MovementReference.Pad),
        ["broadcast_to"] = new(call => Table.Fill(call.InferredShape(), index => call.First.At(index))),
        ["reshape"] = new(call => call.First.In(call.InferredShape())),
        ["expand_dims"] = new(call => call.First.In(call.InferredShape())),
        ["squeeze"] = new(call => call.First.In(call.InferredShape())),
        ["zeros"] = new(MovementReference.Create),
        ["ones"] = new(MovementReference.Create),
        ["full"] = new(MovementReference.Create),
        ["sequential"] = new(MovementReference.Create),
    };

    /// <summary>
    /// The slack of a sum whose terms are added one after the other: each addition may lose half a unit, and of many
    /// equal terms each loses the same.
    /// </summary>
    /// <param name="magnitudes">The sum of the terms' magnitudes.</param>
    /// <param name="terms">How many there are.</param>
    public static double SlackInOrder(double magnitudes, long terms) =>
        Math.Min(magnitudes, double.MaxValue / terms) * (1 + (terms / Units));

    /// <summary>What the operator means.</summary>
    /// <exception cref="NotSupportedException">Nobody has said it here.</exception>
    public static ReferenceRule Of(Operator op) => op.HasScalarForm
        ? Elementwise
        : Rules.GetValueOrDefault(op.Name) ?? throw new NotSupportedException(
            $"{op.Name} needs a reference: say in {nameof(NaiveReference)} what it means, index by index");

    /// <summary>What the operator gives for these operands.</summary>
    public static NdArray<T> Compute<T>(Operator op, Parameters? parameters, params NdArray<T>[] operands)
        where T : unmanaged, IFloatingPointIeee754<T> => Of(op).Compute(CallOf(op, parameters, operands)).To<T>();

    /// <summary>
    /// Where a result is not what the operator means, as far as its definition tells: the first such element, in words;
    /// null when there is none.
    /// </summary>
    public static string? Difference<T>(Operator op, Parameters? parameters, NdArray<T>[] operands, NdArray<T> came)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReferenceRule rule = Of(op);
        ReferenceCall call = CallOf(op, parameters, operands);
        Table exact = rule.Compute(call);
        NdArray<T> expected = exact.To<T>();
        if (!expected.Shape.Equals(came.Shape)) return $"shape {expected.Shape} expected, {came.Shape} came";
        if (expected.ValueEquals(came)) return null;
        if (rule.Slack is null) return Arrays.FirstDifference(expected, came);
        double[] slack = rule.Slack(call, exact).Values;
        return Arrays.FirstDifference(expected, came, (at, right, wrong) =>
            double.IsPositiveInfinity(slack[at]) || Distance(right, wrong) <= Allowance<T>(slack[at]));
    }

    private static double Distance<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> =>
        Math.Abs(double.CreateTruncating(x) - double.CreateTruncating(y));

    private static double Allowance<T>(double slack) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double ulpOfOne = double.CreateTruncating(T.BitIncrement(T.One)) - 1;
        return Units * ((slack * ulpOfOne) + double.CreateTruncating(T.Epsilon));
    }

    private static ReferenceCall CallOf<T>(Operator op, Parameters? parameters, NdArray<T>[] operands)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(op, parameters, Array.ConvertAll(operands, Table.Of), typeof(T) == typeof(float));

    private static Table OfElements(ReferenceCall call)
    {
        Shape shape = call.Operands.Select(operand => operand.Shape).Aggregate(Shape.Broadcast);
        double[] at = new double[3];
        return Table.Fill(shape, index =>
        {
            for (int i = 0; i < call.Operands.Length; i++) at[i] = call.Operands[i].At(index);
            return call.IsSingle
                ? call.Operator.EvaluateScalar((float)at[0], (float)at[1], (float)at[2])
                : call.Operator.EvaluateScalar(at[0], at[1], at[2]);
        });
    }
}
