using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>Which matrices of a product are read as their transposes, in place.</summary>
/// <param name="TransposeLeft">Whether the left ones are.</param>
/// <param name="TransposeRight">Whether the right ones are.</param>
public sealed record MatMulParameters(bool TransposeLeft, bool TransposeRight) : Parameters
{
    /// <inheritdoc/>
    protected override string Text => (TransposeLeft, TransposeRight) switch
    {
        (true, true) => "transpose_left=true, transpose_right=true",
        (true, false) => "transpose_left=true",
        (false, true) => "transpose_right=true",
        _ => "",
    };

    /// <summary>Null when neither is transposed, so that the same formula has one form.</summary>
    internal static MatMulParameters? Of(bool left, bool right) => left || right ? new(left, right) : null;
}

/// <summary>
/// matmul: matrix products along the last two axes; the axes before them broadcast. A vector on the left is one row, on
/// the right one column, and that axis is dropped from the result. Either side may be read transposed, without a copy.
/// Over no inner elements: 0. Infinities and NaN are those of the sums of products.
/// </summary>
public static class MatMulOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new MatMulRule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>
        /// Matrix products along the last two axes, of which each side's may be transposed; the axes before broadcast.
        /// </summary>
        public TOperand MatMul(TOperand y, bool transposeLeft = false, bool transposeRight = false) =>
            TOperand.Apply(Definition, MatMulParameters.Of(transposeLeft, transposeRight), x, y);
    }
}
