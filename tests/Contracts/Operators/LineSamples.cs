namespace Dataflow.Contracts.Operators;

/// <summary>Calls of operators that work along one axis, and of those that join, widen and repeat arrays.</summary>
internal static class LineSamples
{
    public static IEnumerable<Sample> All =>
        [.. Lines, .. Places, .. Norms, .. Concatenations, .. Paddings, .. Broadcasts, .. Axes];

    private static IEnumerable<Sample> Lines =>
        from op in (Operator[])
        [
            SoftmaxOperator.Definition, CumSumOperator.Definition, CumProdOperator.Definition, SortOperator.Definition,
        ]
        from shape in (Shape[])
        [
            Of(1), Of(7), Of(100), Of(1500), Of(3, 4), Of(20, 35), Of(2, 33, 5), Of(0), Of(0, 3), Of(3, 0), Of(2, 1, 3),
        ]
        from axis in Enumerable.Range(-shape.Rank, shape.Rank).Append(0)
        select new Sample(op, AxisParameters.Of(axis), shape);

    private static IEnumerable<Sample> Places =>
        from op in (Operator[])[ArgMaxOperator.Definition, ArgMinOperator.Definition]
        from reduction in OperatorSamples.ReducedShapes
        from keep in (bool[])[false, true]
        where reduction.Shape.Length > 0 && reduction.Axes.Length < 2
        select new Sample(op, ReductionParameters.Of(reduction.Axes, keep), reduction.Shape);

    private static IEnumerable<Sample> Norms =>
        from order in (double[])[1, 2, double.PositiveInfinity]
        from axes in (int[][])[[], [0], [1], [2], [0, 2], [0, 1]]
        select new Sample(NormOperator.Definition, NormParameters.Of(axes, order, false), Of(5, 40, 6));

    private static IEnumerable<Sample> Concatenations =>
        from call in ((Shape X, Shape Y, int Axis)[])
        [
            (Of(3), Of(4), 0), (Of(0), Of(4), 0), (Of(3, 4), Of(2, 4), 0), (Of(3, 4), Of(3, 7), 1), (Of(3), Of(3), -1),
            (Of(2, 3, 4), Of(2, 5, 4), 1), (Of(2, 3, 4), Of(2, 3, 1), -1), (Of(3, 0), Of(3, 2), 1), (Of(0), Of(0), 0),
        ]
        select new Sample(
            ConcatenateOperator.Definition, call.Axis == 0 ? null : new AxisParameters(call.Axis), call.X, call.Y);

    private static IEnumerable<Sample> Paddings =>
        from call in ((Shape X, long[] Before, long[] After)[])
        [
            (Of(), [], []), (Of(5), [2], [3]), (Of(0), [2], [1]), (Of(3, 40), [1], [1]), (Of(3, 40), [1, 0], [2, 0]),
            (Of(3, 40), [0, 1], [0, 70]), (Of(2, 3, 4), [1, 0, 0], [0, 2, 0]), (Of(2, 3, 4), [1, 2, 3], [3, 2, 1]),
            (Of(2, 3, 4), [0], [0]),
        ]
        from value in (double[])[0, -0.0, 1.5]
        select new Sample(
            PadOperator.Definition, new PadParameters([.. call.Before], [.. call.After], value), call.X);

    private static IEnumerable<Sample> Broadcasts =>
        from call in ((Shape X, long[] Sizes)[])
        [
            (Of(), []), (Of(), [5]), (Of(), [2, 3]), (Of(1), [100]), (Of(3, 1), [3, 70]), (Of(4), [3, 4]),
            (Of(1, 4), [3, 4]), (Of(2, 1, 4), [5, 2, 3, 4]), (Of(1), [0]), (Of(3, 1), [3, 0]),
        ]
        select new Sample(BroadcastToOperator.Definition, new BroadcastParameters([.. call.Sizes]), call.X);

    private static IEnumerable<Sample> Axes =>
    [
        new(ExpandDimsOperator.Definition, new AxisParameters(0), Of()),
        new(ExpandDimsOperator.Definition, new AxisParameters(-1), Of(3, 4)),
        new(ExpandDimsOperator.Definition, new AxisParameters(1), Of(3, 4)),
        new(SqueezeOperator.Definition, null, Of(1, 3, 1)),
        new(SqueezeOperator.Definition, new TransposeParameters([-1]), Of(1, 3, 1)),
        new(SqueezeOperator.Definition, null, Of()),
    ];

    private static Shape Of(params ReadOnlySpan<long> sizes) => Shape.Of(sizes);
}
