namespace Dataflow.Contracts.Operators;

/// <summary>A call that must work: an operator, its parameters, the shapes of its operands.</summary>
public sealed record Sample(Operator Operator, Parameters? Parameters, params Shape[] Shapes)
{
    public override string ToString() =>
        $"{Operator}({string.Join(", ", [.. Shapes.Select(shape => $"{shape}"), $"{Parameters}"])})";
}

/// <summary>
/// Calls of every operator. Elementwise ones are found for any; each other operator must have its own here, or the
/// contract fails and says so.
/// </summary>
public static class OperatorSamples
{
    private static readonly (Shape X, Shape Y)[] Pairs =
    [
        (Of(), Of()), (Of(1), Of()), (Of(5), Of()), (Of(), Of(5)), (Of(5), Of(1)), (Of(1), Of(40)), (Of(37), Of(37)),
        (Of(3, 4), Of(3, 4)), (Of(3, 4), Of(4)), (Of(3, 4), Of(3, 1)), (Of(3, 1), Of(1, 4)), (Of(4), Of(3, 4)),
        (Of(3, 1), Of(4)), (Of(2, 3, 17), Of(3, 17)), (Of(2, 3, 17), Of(2, 1, 17)), (Of(2, 3, 17), Of(2, 3, 1)),
        (Of(2, 1, 5, 1), Of(1, 3, 1, 9)), (Of(2, 3, 4, 5), Of(3, 1, 5)), (Of(1, 1, 1), Of(2)), (Of(0), Of(1)),
        (Of(0, 3), Of(3)), (Of(3, 0), Of(3, 1)), (Of(2, 1, 3), Of(0, 1)), (Of(1, 1), Of(1)),
    ];

    public static IEnumerable<Sample> Of(Operator op) =>
        op.HasScalarForm ? Elementwise(op) : Others.Where(sample => ReferenceEquals(sample.Operator, op));

    private static IEnumerable<Sample> Elementwise(Operator op) => Pairs.Select(pair => op.Arity switch
    {
        1 => new Sample(op, null, pair.X),
        2 => new Sample(op, null, pair.X, pair.Y),
        _ => new Sample(op, null, pair.X, pair.Y, Of(1)),
    });

    private static IEnumerable<Sample> Others =>
    [
        .. Reductions, .. LineSamples.All, .. Products,
        .. MatrixProducts, .. VectorProducts, .. Transposes, .. Reshapes, .. Slices,
        .. Creations,
    ];

    private static IEnumerable<Sample> Reductions =>
        from op in (Operator[])
            [
                SumOperator.Definition, MeanOperator.Definition, MinOperator.Definition, MaxOperator.Definition,
                ProdOperator.Definition, VarOperator.Definition, StdOperator.Definition, NormOperator.Definition,
                LogSumExpOperator.Definition,
            ]
        from reduction in ReducedShapes
        from keep in (bool[])[false, true]
        where reduction.Shape.Length > 0 || op.Name is not ("min" or "max")
        select new Sample(op, Axes(op, reduction.Axes, keep), reduction.Shape);

    private static ReductionParameters? Axes(Operator op, int[] axes, bool keep) => op.Name switch
    {
        "var" or "std" => VarianceParameters.Of(axes, axes.Length, keep),
        "norm" => NormParameters.Of(axes, axes.Length switch { 0 => 2, 1 => 1, _ => double.PositiveInfinity }, keep),
        _ => ReductionParameters.Of(axes, keep),
    };

    internal static IEnumerable<(Shape Shape, int[] Axes)> ReducedShapes =>
    [
        (Of(), []), (Of(1), []), (Of(1), [0]), (Of(7), []), (Of(67), [0]), (Of(1023), []), (Of(1025), []),
        (Of(5000), [-1]), (Of(3, 4), []), (Of(3, 4), [0]), (Of(3, 4), [1]), (Of(3, 4), [0, 1]), (Of(4, 1), [1]),
        (Of(70, 300), [0]), (Of(100, 3), [0]), (Of(3, 100), [1]), (Of(2, 3, 4), [1]), (Of(2, 3, 4), [0, 2]),
        (Of(2, 3, 4), [-1, 0]), (Of(2, 3, 4, 5), [1, 3]), (Of(2, 3, 4, 5), [0, 2]), (Of(2, 3, 4, 5), [1, 2]),
        (Of(33, 2, 65, 3), [0, 2]), (Of(1, 3, 1), [0, 2]), (Of(0), []), (Of(0, 3), [0]), (Of(3, 0), [0]),
        (Of(3, 0), [1]), (Of(2, 0, 3), [0, 1]),
    ];

    private static IEnumerable<Sample> Products =>
        from shapes in ((Shape, Shape)[])
        [
            (Of(0), Of(0)), (Of(1), Of(1)), (Of(67), Of(67)), (Of(3, 4), Of(4)), (Of(3), Of(3, 4)),
            (Of(2, 3), Of(3, 4)), (Of(1, 3), Of(3, 1)), (Of(3, 1), Of(1, 3)), (Of(5, 7), Of(7, 9)),
            (Of(65, 300), Of(300, 33)), (Of(4, 8), Of(8, 8)), (Of(3, 0), Of(0, 2)), (Of(0, 3), Of(3, 2)),
            (Of(3, 2), Of(2, 0)), (Of(0, 2), Of(2)),
            (Of(131, 5), Of(5, 3)), (Of(2, 517), Of(517, 2)), (Of(50), Of(50, 1030)), (Of(3, 0), Of(0)),
        ]
        select new Sample(DotOperator.Definition, null, shapes.Item1, shapes.Item2);

    private static IEnumerable<Sample> MatrixProducts =>
        from shapes in ((Shape Left, Shape Right)[])
        [
            (Of(2, 3), Of(3, 4)), (Of(65, 40), Of(40, 33)), (Of(2, 3, 4), Of(4, 5)), (Of(4, 5), Of(2, 5, 3)),
            (Of(3, 7, 9), Of(3, 9, 2)), (Of(2, 1, 3, 4), Of(5, 4, 2)), (Of(2, 3, 1, 4), Of(4, 6)),
            (Of(3, 2, 6), Of(1, 6, 1)), (Of(0, 2, 3), Of(3, 2)), (Of(2, 3, 0), Of(0, 4)), (Of(2, 0, 3), Of(2, 3, 4)),
        ]
        from left in (bool[])[false, true]
        from right in (bool[])[false, true]
        select new Sample(
            MatMulOperator.Definition, MatMulParameters.Of(left, right),
            left ? Turned(shapes.Left) : shapes.Left, right ? Turned(shapes.Right) : shapes.Right);

    private static IEnumerable<Sample> VectorProducts =>
        from shapes in ((Shape Left, Shape Right)[])
        [
            (Of(4), Of(4)), (Of(4), Of(4, 3)), (Of(3, 4), Of(4)), (Of(4), Of(2, 4, 3)), (Of(2, 3, 4), Of(4)),
            (Of(0), Of(0)), (Of(5000), Of(5000)), (Of(0), Of(0, 3)),
        ]
        select new Sample(MatMulOperator.Definition, null, shapes.Left, shapes.Right);

    private static IEnumerable<Sample> Transposes =>
        from call in ((Shape Shape, int[] Axes)[])
        [
            (Of(), []), (Of(5), []), (Of(3, 4), []), (Of(40, 35), []), (Of(3, 4), [0, 1]), (Of(3, 4), [-1, 0]),
            (Of(2, 3, 4), []), (Of(2, 3, 4), [0, 2, 1]), (Of(2, 3, 4), [1, 2, 0]), (Of(2, 3, 4), [1, 0, 2]),
            (Of(20, 1, 19), []), (Of(2, 3, 4, 5), [3, 1, 2, 0]), (Of(2, 3, 4, 5), [2, 3, 0, 1]), (Of(2, 0, 4), []),
            (Of(2, 3, 4, 5), [3, 0, 2, 1]), (Of(17, 2, 18), [2, 1, 0]),
        ]
        select new Sample(TransposeOperator.Definition, TransposeParameters.Of(call.Axes), call.Shape);

    private static IEnumerable<Sample> Reshapes =>
        from call in ((Shape Shape, long[] Sizes)[])
        [
            (Of(12), [3, 4]), (Of(3, 4), [-1]), (Of(3, 4), [2, -1]), (Of(), [1]), (Of(1), []), (Of(0, 3), [3, 0]),
            (Of(0, 3), [-1, 3]), (Of(2, 3, 4), [4, 3, 2]),
        ]
        select new Sample(ReshapeOperator.Definition, new ReshapeParameters([.. call.Sizes]), call.Shape);

    private static IEnumerable<Sample> Slices =>
        from call in ((Shape Shape, AxisSlice[] Axes)[])
        [
            (Of(), []), (Of(9), [3]), (Of(9), [^1]), (Of(9), [2..5]), (Of(9), [All]), (Of(9), [^3..]), (Of(9), [7..99]),
            (Of(9), [5..2]), (Of(9), [^0..]), (Of(9), [R(null, null, -1)]), (Of(9), [R(7, 1, -2)]),
            (Of(9), [R(-20, 20, 4)]), (Of(9), [R(20, -20, -4)]), (Of(9), [R(null, null, 3)]), (Of(9), [R(-2, 2, -3)]),
            (Of(4, 5), [1]), (Of(4, 5), [All, 2]), (Of(4, 5), [1..3, R(null, null, -1)]), (Of(4, 5), [-1, -2]),
            (Of(4, 5, 6), [R(null, null, 2), All, 1..4]), (Of(4, 5, 6), [1, 1..4]), (Of(4, 5, 6), [All, 3]),
            (Of(4, 5), [0..0, 1]), (Of(0, 5), [All, 1]),
        ]
        select new Sample(SliceOperator.Definition, new SliceParameters([.. call.Axes]), call.Shape);

    private static IEnumerable<Sample> Creations =>
        from op in (Operator[])
        [
            ZerosOperator.Definition, OnesOperator.Definition, FullOperator.Definition, SequentialOperator.Definition,
        ]
        from shape in (Shape[])[Of(), Of(0), Of(7), Of(3, 4)]
        from values in ((double Start, double Step)[])[(0, 0), (-0.0, 0), (1.5, 0), (1, 0.1), (double.NaN, 1)]
        select new Sample(op, new CreationParameters(shape, values.Start, values.Step));

    private static Shape Of(params ReadOnlySpan<long> sizes) => Shape.Of(sizes);

    private static Shape Turned(Shape shape) => Shape.Of([.. shape.Dimensions[..^2], shape[-1], shape[-2]]);

    private static AxisSlice All => AxisSlice.All;

    private static AxisSlice R(long? start, long? stop, long step) => AxisSlice.Range(start, stop, step);
}
