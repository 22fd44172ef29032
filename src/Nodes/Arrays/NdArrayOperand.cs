using System.Numerics;

namespace Dataflow;

/// <content>Operators applied to arrays themselves compute at once.</content>
public sealed partial class NdArray<T> : IOperand<NdArray<T>>
{
    /// <summary>Applies an operator at once, on the calling thread; the result is a new array.</summary>
    /// <exception cref="ShapeException">The operands' shapes do not fit.</exception>
    /// <exception cref="ArgumentNullException">The operator or an operand is null; an operand goes by the operator's
    /// name for it.</exception>
    public static NdArray<T> Apply(Operator op, Parameters? parameters, params ReadOnlySpan<NdArray<T>> operands)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (operands.Length != op.Arity)
            throw new DataflowException($"{op.Name}: {op.Arity} operands expected, but {operands.Length} came");
        Shape?[] shapes = new Shape?[operands.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = (operands[i] ?? throw Operands.Missing(op, i)).Shape;
        Shape shape = op.InferShapeFor(shapes, parameters)!;
        NdArray<T> result = op.IsReshape ? operands[0].Reshaped(shape) : Allocate(shape);
        if (!op.IsReshape) op.Execute(operands, parameters, result);
        // The kernels see bare addresses; without this the operands' memory could go back before they are done.
        foreach (NdArray<T> operand in operands) GC.KeepAlive(operand);
        result.Escape();
        return result;
    }

    /// <inheritdoc/>
    public NdArray<T> Number(double value) => Scalar(T.CreateTruncating(value));
}
