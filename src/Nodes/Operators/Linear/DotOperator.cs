using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// dot: the product of linear algebra. Vector by vector gives a scalar, matrix by vector and vector by matrix a vector,
/// matrix by matrix a matrix; the inner sizes must be equal, and nothing broadcasts.
/// </summary>
public static class DotOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>The product of linear algebra: of vectors, of matrices, or of one with the other.</summary>
        public TOperand Dot(TOperand y) => TOperand.Apply(Definition, null, x, y);
    }

    private sealed class Rule : Operator
    {
        public Rule() : base("dot", "the product of vectors and matrices", "x", "y") => Cost = OperatorCost.Heavy;

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            (Shape? x, Shape? y) = (operands[0], operands[1]);
            CheckRank(x, "left");
            CheckRank(y, "right");
            if (x is null || y is null) return null;
            if (x[x.Rank - 1] != y[0]) throw InnerMismatch(x, y);
            if (x.Rank == 1) return y.Rank == 1 ? Shape.Scalar : Shape.Of(y[1]);
            return y.Rank == 1 ? Shape.Of(x[0]) : Shape.Of(x[0], y[1]);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        {
            (ArrayElements<T> x, ArrayElements<T> y) = (operands[0], operands[1]);
            long inner = y.Shape[0], rows = x.Shape.Rank == 1 ? 1 : x.Shape[0];
            long columns = y.Shape.Rank == 1 ? 1 : y.Shape[1];
            MatrixView<T> left = new(x.Pointer, rows, inner), right = new(y.Pointer, inner, columns);
            Products.Run(left, right, result.Pointer);
        }

        internal override Parameters? Draw(OperandDraw draw)
        {
            Shape x = draw.Operand(shape => shape.Rank is 1 or 2, () => draw.NewShape(1 + draw.Below(2)));
            draw.Operand(
                shape => shape.Rank is 1 or 2 && shape[0] == x[-1],
                () => draw.Flip() ? Shape.Of(x[-1]) : Shape.Of(x[-1], draw.SizeBeside(x[-1])));
            return null;
        }

        private void CheckRank(Shape? shape, string side)
        {
            if (shape is null or { Rank: 1 or 2 }) return;
            string remedy = shape.IsScalar ? "multiply by a scalar with mul" : "reshape or slice it first";
            throw Misfit($"the {side} operand has shape {shape} but must be a vector or a matrix; {remedy}");
        }

        private ShapeException InnerMismatch(Shape x, Shape y)
        {
            string left = x.Rank == 1 ? $"{x[0]} elements" : $"{x[1]} columns";
            string right = y.Rank == 1 ? $"{y[0]} elements" : $"{y[0]} rows";
            return Misfit($"inner sizes differ: left is {x} ({left}), right is {y} ({right})");
        }
    }
}
