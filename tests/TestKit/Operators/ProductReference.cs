namespace Dataflow.TestKit.Operators;

/// <summary>What products of vectors and matrices mean.</summary>
internal static class ProductReference
{
    public static ReferenceRule Dot { get; } = Additive(Multiply);

    public static ReferenceRule MatMul { get; } = Additive(MultiplyLast);

    /// <summary>Infinities and NaN are those of sums of products, which may overflow on the way.</summary>
    private static ReferenceRule Additive(Func<ReferenceCall, Table> compute) => new(compute, (call, _) =>
    {
        long terms = call.First.Shape.Dimensions.ToArray().Append(1).Max();
        return compute(call.OfMagnitudes()).Map(sum =>
            sum > call.MaxValue ? double.PositiveInfinity : NaiveReference.SlackInOrder(sum, terms));
    });

    private static Table Multiply(ReferenceCall call)
    {
        (Table x, Table y) = (call.First, call.Second);
        int left = x.Shape.Rank - 1;
        Shape shape = Shape.Of([.. x.Shape.Dimensions[..^1], .. y.Shape.Dimensions[1..]]);
        long[] atX = new long[x.Shape.Rank], atY = new long[y.Shape.Rank];
        return Table.Fill(shape, index =>
        {
            index.AsSpan(0, left).CopyTo(atX);
            index.AsSpan(left).CopyTo(atY.AsSpan(1));
            double sum = 0;
            for (long k = 0; k < y.Shape[0]; k++)
            {
                (atX[^1], atY[0]) = (k, k);
                sum += x.At(atX) * y.At(atY);
            }

            return sum;
        });
    }

    private static Table MultiplyLast(ReferenceCall call)
    {
        (Table x, Table y) = (call.First, call.Second);
        var given = (MatMulParameters?)call.Parameters;
        (bool isRow, bool isColumn) = (x.Shape.Rank == 1, y.Shape.Rank == 1);
        if (isRow) x = x.In(Shape.Of(1, x.Shape.Length));
        else if (given is { TransposeLeft: true }) x = SwapLast(x);
        if (isColumn) y = y.In(Shape.Of(y.Shape.Length, 1));
        else if (given is { TransposeRight: true }) y = SwapLast(y);
        Shape batch = Shape.Broadcast(Shape.Of(x.Shape.Dimensions[..^2]), Shape.Of(y.Shape.Dimensions[..^2]));
        Table products = Products(x, y, Shape.Of([.. batch.Dimensions, x.Shape[-2], y.Shape[-1]]));
        List<long> sizes = [.. batch.Dimensions];
        if (!isRow) sizes.Add(x.Shape[-2]);
        if (!isColumn) sizes.Add(y.Shape[-1]);
        return products.In(Shape.Of([.. sizes]));
    }

    private static Table Products(Table x, Table y, Shape shape)
    {
        long inner = x.Shape[-1];
        long[] atX = new long[shape.Rank], atY = new long[shape.Rank];
        return Table.Fill(shape, index =>
        {
            index.CopyTo(atX, 0);
            index.CopyTo(atY, 0);
            double sum = 0;
            for (long k = 0; k < inner; k++)
            {
                (atX[^1], atY[^2]) = (k, k);
                sum += x.At(atX) * y.At(atY);
            }

            return sum;
        });
    }

    private static Table SwapLast(Table x)
    {
        int rank = x.Shape.Rank;
        return MovementReference.Transpose(
            x, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }
}
