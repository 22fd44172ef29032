using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>Shapes and computation of <see cref="MatMulOperator"/>.</summary>
internal sealed class MatMulRule : Operator
{
    public MatMulRule() : base("matmul", "products of matrices along the last two axes", "x", "y")
    {
        Cost = OperatorCost.Heavy;
        Arguments =
        [
            new("transpose_left", ArgumentKind.Boolean, "Whether the left matrices are read transposed.", "false"),
            new("transpose_right", ArgumentKind.Boolean, "Whether the right matrices are read transposed.", "false"),
        ];
    }

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
    {
        var given = (MatMulParameters?)parameters;
        (Shape? x, Shape? y) = (operands[0], operands[1]);
        CheckRank(x, "left", given is { TransposeLeft: true });
        CheckRank(y, "right", given is { TransposeRight: true });
        if (x is null || y is null) return null;
        (long rows, long inner) = LeftSizes(x, given);
        (long other, long columns) = RightSizes(y, given);
        if (inner != other) throw InnerMismatch(x, inner, y, other);
        List<long> sizes = [.. BatchOf(x, y).Dimensions];
        if (x.Rank > 1) sizes.Add(rows);
        if (y.Rank > 1) sizes.Add(columns);
        return Shape.Of([.. sizes]);
    }

    internal override unsafe void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        var given = (MatMulParameters?)parameters;
        (Shape x, Shape y) = (operands[0].Shape, operands[1].Shape);
        (long rows, long inner) = LeftSizes(x, given);
        long columns = RightSizes(y, given).Columns;
        Shape batch = BatchOf(x, y);
        if (IsOneProduct(x, y, given)) (rows, batch) = (rows * batch.Length, Shape.Scalar);
        MatrixView<T> left = View(operands[0].Pointer, rows, inner, given is { TransposeLeft: true });
        MatrixView<T> right = View(operands[1].Pointer, inner, columns, given is { TransposeRight: true });
        if (batch.Length == 1) Products.Run(left, right, result.Pointer);
        else RunBatch(left, Places(x, batch), right, Places(y, batch), result.Pointer);
    }

    internal override MatMulParameters? Draw(OperandDraw draw)
    {
        Shape x = draw.Operand(shape => shape.Rank > 0, () => draw.NewShape(1 + draw.Below(OperandDraw.MostAxes)));
        MatMulParameters? left = MatMulParameters.Of(x.Rank > 1 && draw.Flip(), false);
        long inner = LeftSizes(x, left).Inner;
        bool right = draw.Flip();
        Shape y = draw.Operand(shape => Fits(x, shape, inner, right), () => Beside(draw, x, inner, right));
        return MatMulParameters.Of(left is not null, right && y.Rank > 1);
    }

    private static bool Fits(Shape x, Shape y, long inner, bool isTransposed)
    {
        if (y.Rank == 0 || RightSizes(y, MatMulParameters.Of(false, isTransposed)).Inner != inner) return false;
        return OperandDraw.Broadcasts(Batch(x), Batch(y));
    }

    private static Shape Beside(OperandDraw draw, Shape x, long inner, bool isTransposed)
    {
        if (draw.Below(4) == 0) return Shape.Of(inner);
        long[] batch =
            [.. Batch(x).Dimensions.ToArray().Select(size => draw.Flip() ? size : size == 1 ? draw.Size() : 1)];
        long columns = draw.SizeBeside(inner);
        (long rows, columns) = isTransposed ? (columns, inner) : (inner, columns);
        return Shape.Of([.. batch[draw.Below(batch.Length + 1)..], rows, columns]);
    }

    private protected override MatMulParameters? MakeParameters(ArgumentValues values) =>
        MatMulParameters.Of(values.Boolean("transpose_left", false), values.Boolean("transpose_right", false));

    /// <summary>Whether all left matrices lie below each other and meet the same right one.</summary>
    private static bool IsOneProduct(Shape x, Shape y, MatMulParameters? given) =>
        y.Rank == 2 && x.Rank > 2 && x[x.Rank - 2] > 1 && given is not { TransposeLeft: true };

    private static unsafe MatrixView<T> View<T>(T* start, long rows, long columns, bool isTransposed)
        where T : unmanaged =>
        isTransposed ? new MatrixView<T>(start, columns, rows).Transposed : new MatrixView<T>(start, rows, columns);

    private static unsafe void RunBatch<T>(
        MatrixView<T> x, BatchPlaces left, MatrixView<T> y, BatchPlaces right, T* result)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new BatchedProduct<T>(x, y, result) { Left = left, Right = right }.Run();

    private static (long Rows, long Inner) LeftSizes(Shape x, MatMulParameters? given)
    {
        if (x.Rank == 1) return (1, x[0]);
        return given is { TransposeLeft: true } ? (x[x.Rank - 1], x[x.Rank - 2]) : (x[x.Rank - 2], x[x.Rank - 1]);
    }

    private static (long Inner, long Columns) RightSizes(Shape y, MatMulParameters? given)
    {
        if (y.Rank == 1) return (y[0], 1);
        return given is { TransposeRight: true } ? (y[y.Rank - 1], y[y.Rank - 2]) : (y[y.Rank - 2], y[y.Rank - 1]);
    }

    private Shape BatchOf(Shape x, Shape y)
    {
        try
        {
            return Shape.Broadcast(Batch(x), Batch(y));
        }
        catch (ShapeException e)
        {
            throw Misfit($"of the axes before the last two, {e.Message}");
        }
    }

    private static Shape Batch(Shape shape) =>
        shape.Rank <= 2 ? Shape.Scalar : Shape.Of(shape.Dimensions[..^2]);

    private static BatchPlaces Places(Shape shape, Shape batch)
    {
        Shape own = Batch(shape);
        return new(own, batch, own.Length == 0 ? 0 : shape.Length / own.Length);
    }

    private void CheckRank(Shape? shape, string side, bool isTransposed)
    {
        if (shape is { IsScalar: true })
            throw Misfit($"the {side} operand has shape [] but must have an axis; multiply by a scalar with mul");
        if (shape is { Rank: 1 } && isTransposed)
            throw Misfit($"the {side} operand is a vector, {shape}; only matrices are transposed");
    }

    private ShapeException InnerMismatch(Shape x, long inner, Shape y, long other) =>
        Misfit($"inner sizes differ: {inner} of the left {x}, {other} of the right {y}");
}
